using System.Text.Json;
using SmolCode.Inference.Measuring;
using SmolCode.LanguageServer.Client;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Models;

/// <summary>What the requests about models have in common: the answer, the errors, the progress.</summary>
/// <param name="Catalog">The models; null: this server has none to choose from.</param>
/// <param name="Client">Who is told of progress.</param>
internal sealed record ModelRequests(IModelCatalog? Catalog, ILanguageClient Client)
{
    /// <summary>Does something with the models and answers with what there is then.</summary>
    public Task<ModelsResult?> ChangeAsync(ServerState state, Func<IModelCatalog, Task> change)
    {
        return TryAsync<ModelsResult?>(async catalog =>
        {
            await change(catalog);
            return Result(catalog.Read(Workspace(state)), state);
        });
    }

    /// <summary>Does something with the models, whose errors are the user's to read.</summary>
    public async Task<T> TryAsync<T>(Func<IModelCatalog, Task<T>> act)
    {
        try
        {
            return await act(Catalog ?? throw new ModelCatalogException("This server's model can't be chosen."));
        }
        catch (ModelCatalogException e)
        {
            throw new LspException(LspErrorCodes.RequestFailed, e.Message);
        }
    }

    /// <summary>The folder whose choice counts; null: none is open.</summary>
    public static string? Workspace(ServerState state) => state.Folders is [var first, ..] ? first : null;

    /// <summary>Lines are sent under the client's token.</summary>
    public IProgress<string> Lines(JsonElement? token) => new Reporter<string>(line => Send(token, new ModelProgress(line)));

    /// <summary>Bytes are sent under the client's token.</summary>
    public IProgress<PullProgress> Bytes(JsonElement? token) =>
        new Reporter<PullProgress>(p =>
            Send(
                token,
                p.Message is { } message
                    ? new ModelProgress(message)
                    : new ModelProgress(null, p.Bytes, p.TotalBytes, p.BytesPerSecond, p.Remaining?.TotalSeconds)
            )
        );

    private void Send(JsonElement? token, ModelProgress value)
    {
        if (token is { ValueKind: JsonValueKind.String or JsonValueKind.Number } given)
        {
            Client.Notify(LspMethods.Progress, new ModelProgressParams(given, value), LspJsonContext.Default.ModelProgressParams);
        }
    }

    private static ModelsResult Result(ModelCatalogState catalog, ServerState state)
    {
        var server = catalog.EnvironmentTeamServer ?? state.Settings.TeamServer;
        return new ModelsResult(
            [
                .. catalog.Models.Select(m => new ModelsResult.Entry(
                    m.Name,
                    m.Place.ToString().ToLowerInvariant(),
                    m.ArrivedBytes,
                    m.IsUsed,
                    m.Adapter,
                    m.Bytes,
                    m.Layout,
                    m.License,
                    m.Problem,
                    m.Measured is { } measured ? Figures(measured) : null
                )),
            ],
            catalog.Folder,
            new ModelsResult.NamedTeamServer(
                server.Url,
                server.Model,
                server.Format,
                catalog.EnvironmentTeamServer is not null,
                catalog.HasTeamServerKey
            ),
            catalog.WorkspaceChoice
        );
    }

    private static ModelsResult.Figures Figures(MeasuredModel measured) =>
        new(
            Math.Round(measured.FirstAnswerMs, 1),
            Math.Round(measured.NextAnswerMs, 1),
            Math.Round(measured.PrefillTokensPerSecond, 1),
            Math.Round(measured.DecodeTokensPerSecond, 1),
            Math.Round(measured.BitsPerCharacter, 3),
            measured.Threads,
            measured.Layout,
            Math.Round(measured.Spread, 3),
            measured.MeasuredAt,
            measured.ResidentBytes
        );

    /// <summary>Reports in the order in which they come, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class Reporter<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
