using System.Collections.Immutable;

namespace SmolCode.Inference.Remote;

/// <summary>Whether a team's server can be used, for <c>smolcode doctor</c>.</summary>
/// <param name="Models">The names of the models that it has; empty where it doesn't say.</param>
/// <param name="Model">The one that is asked for; null where there is a problem.</param>
/// <param name="Problem">One line for a user, or null.</param>
public sealed record TeamServerCheck(ImmutableArray<string> Models, string? Model, string? Problem)
{
    /// <summary>Asks the server what it has. No code is sent.</summary>
    public static async Task<TeamServerCheck> RunAsync(
        TeamServerOptions options,
        TimeProvider timeProvider,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        using var server = new OpenAiServer(options, timeProvider);
        ImmutableArray<string> names = [];
        try
        {
            var models = await server.ListModelsAsync(cancellationToken);
            names = [.. (models ?? []).Select(m => m.Id)];
            return new TeamServerCheck(names, Choose(models, options.Model).Id, null);
        }
        catch (TeamServerException e)
        {
            return new TeamServerCheck(names, null, $"The team server {options.Host} {e.Message}.");
        }
    }

    /// <summary>The model to ask for among those that a server has.</summary>
    /// <exception cref="TeamServerException">It has none of that name.</exception>
    internal static ServedModel Choose(ImmutableArray<ServedModel>? models, string? wanted)
    {
        if (models is not { } list)
        {
            return new ServedModel(wanted ?? "", [], null);
        }

        var known = list.IsEmpty ? "none" : string.Join(", ", list.Take(10).Select(m => m.Id)) + (list.Length > 10 ? ", …" : "");
        if (wanted is null)
        {
            return list is [var only]
                ? only
                : throw new TeamServerException(
                    $"has {list.Length} models: {known}. Name one (smolcode.teamServer.model, or {TeamServerChoice.ModelVariable})"
                )
                {
                    IsPermanent = true,
                };
        }

        return list.FirstOrDefault(m => m.IsCalled(wanted))
            ?? throw new TeamServerException(
                $"has no model '{wanted}', but: {known}. Name one of them (smolcode.teamServer.model, or {TeamServerChoice.ModelVariable})"
            )
            {
                IsPermanent = true,
            };
    }
}
