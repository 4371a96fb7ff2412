using System.Collections.Immutable;
using System.Text.Json;
using SmolCode.LanguageServer.Background;
using SmolCode.LanguageServer.Client;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>initialized</c>: everything that takes time begins here, in the background.</summary>
internal sealed class InitializedHandler(
    ILanguageClient client,
    StatusReporter status,
    WorkspaceLoader loader,
    ModelStarter model,
    ConfigurationReader configuration,
    Action<string>? folderOpened
) : NotificationHandler<NoParams>(LspJsonContext.Default.NoParams)
{
    /// <summary>Files whose changes matter.</summary>
    internal static readonly ImmutableArray<string> WatchedFiles =
    [
        "**/*.cs",
        "**/*.csproj",
        "**/*.sln",
        "**/*.slnx",
        "**/Directory.*.props",
        "**/Directory.*.targets",
    ];

    /// <inheritdoc />
    public override string Method => "initialized";

    /// <inheritdoc />
    protected override void Handle(NoParams parameters, RequestContext context)
    {
        var state = context.State;
        var progress = state.Client.Window is { WorkDoneProgress: true };
        status.Configured(state.Settings.Enabled, state.Trusted);
        status.Start();
        if (state.Folders is [var first, ..])
        {
            folderOpened?.Invoke(first);
        }

        if (state.Settings.Enabled)
        {
            model.Start(state.Settings.TeamServer, progress);
        }

        if (!state.Folders.IsEmpty)
        {
            loader.LoadFolders(state.Folders, state.Trusted, progress);
        }

        configuration.Start(state.Client.Workspace is { Configuration: true }, progress);
        Register(state.Client);
    }

    private void Register(ClientCapabilities capabilities)
    {
        var registrations = ImmutableArray.CreateBuilder<Registration>();
        if (capabilities.Workspace?.DidChangeWatchedFiles is { DynamicRegistration: true })
        {
            var options = new DidChangeWatchedFilesRegistrationOptions([.. WatchedFiles.Select(p => new WatchedFilePattern(p))]);
            registrations.Add(
                new Registration(
                    "smolcode-files",
                    "workspace/didChangeWatchedFiles",
                    JsonSerializer.SerializeToElement(options, LspJsonContext.Default.DidChangeWatchedFilesRegistrationOptions)
                )
            );
        }

        if (capabilities.Workspace?.DidChangeConfiguration is { DynamicRegistration: true })
        {
            registrations.Add(
                new Registration(
                    "smolcode-settings",
                    "workspace/didChangeConfiguration",
                    JsonSerializer.SerializeToElement(new ConfigurationItem("smolcode"), LspJsonContext.Default.ConfigurationItem)
                )
            );
        }

        if (registrations.Count > 0)
        {
            configuration.Own(
                client.RequestAsync(
                    LspMethods.RegisterCapability,
                    new RegistrationParams(registrations.ToImmutable()),
                    LspJsonContext.Default.RegistrationParams,
                    CancellationToken.None
                )
            );
        }
    }
}
