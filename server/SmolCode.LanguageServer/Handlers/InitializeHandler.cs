using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SmolCode.LanguageServer.Configuration;
using SmolCode.LanguageServer.Documents;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>initialize</c>: remembers what the client is and can, answers what this server can.</summary>
internal sealed partial class InitializeHandler(Action<int> watchClient, bool hasModels, bool canLearn, ILogger logger)
    : RequestHandler<InitializeParams, InitializeResult>(LspJsonContext.Default.InitializeParams, LspJsonContext.Default.InitializeResult)
{
    /// <inheritdoc />
    public override string Method => "initialize";

    /// <inheritdoc />
    public override bool ChangesState => true;

    /// <summary>What this server can do.</summary>
    internal static ServerCapabilities Capabilities(PositionEncoding encoding, bool hover, bool models, bool learn) =>
        new(
            PositionEncoding: encoding == PositionEncoding.Utf8 ? "utf-8" : "utf-16",
            TextDocumentSync: new TextDocumentSyncOptions(OpenClose: true, Change: 2, new SaveOptions(IncludeText: false)),
            InlineCompletionProvider: new InlineCompletionOptions(),
            ExecuteCommandProvider: new ExecuteCommandOptions(ExecuteCommandHandler.Commands),
            HoverProvider: hover,
            Workspace: new ServerWorkspaceCapabilities(new WorkspaceFoldersServerCapabilities(Supported: true, ChangeNotifications: true)),
            Experimental: new ExperimentalCapabilities(
                new SmolCodeCapabilities(Explain: true, GenerateTests: true, Statistics: true, Models: models, Learn: learn)
            )
        );

    /// <inheritdoc />
    protected override Task<InitializeResult?> HandleAsync(
        InitializeParams parameters,
        RequestContext context,
        CancellationToken cancellationToken
    )
    {
        var options = ReadOptions(parameters.InitializationOptions);
        var settings = Settings.Parse(options.Settings ?? default, out var problems);
        foreach (var problem in problems)
        {
            LogSetting(problem);
        }

        // UTF-16 unless the client likes UTF-8 best: Roslyn counts in UTF-16, so it costs nothing.
        var encoding = parameters.Capabilities.General?.PositionEncodings is ["utf-8", ..] ? PositionEncoding.Utf8 : PositionEncoding.Utf16;
        context.Change(state =>
            state with
            {
                Phase = ServerPhase.Running,
                Client = parameters.Capabilities,
                PositionEncoding = encoding,
                Settings = settings,
                Trusted = options.Trusted,
                HoverAsked = options.Hover,
                Folders = Folders(parameters),
            }
        );
        LogClient(parameters.ClientInfo?.Name ?? "unknown", parameters.ClientInfo?.Version ?? "", parameters.ProcessId);
        if (parameters.ProcessId is { } processId)
        {
            watchClient(processId);
        }

        var version = typeof(InitializeHandler).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return Task.FromResult<InitializeResult?>(
            new InitializeResult(
                Capabilities(encoding, options.Hover, hasModels, canLearn),
                new ServerInfo("SmolCode", version?.Split('+')[0] ?? "0")
            )
        );
    }

    /// <summary>The folders that are open, by the newest of the three ways that a client may name them.</summary>
    private static ImmutableArray<string> Folders(InitializeParams parameters)
    {
        if (parameters.WorkspaceFolders is { IsDefaultOrEmpty: false } folders)
        {
            return [.. folders.Select(f => DocumentPath.FromUri(f.Uri)).OfType<string>()];
        }

        var root = parameters.RootUri is { } uri ? DocumentPath.FromUri(uri) : parameters.RootPath;
        return string.IsNullOrEmpty(root) ? [] : [root];
    }

    private InitializationOptions ReadOptions(JsonElement? json)
    {
        if (json is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } given)
        {
            return new InitializationOptions();
        }

        try
        {
            return given.Deserialize(LspJsonContext.Default.InitializationOptions) ?? new InitializationOptions();
        }
        catch (JsonException e)
        {
            LogOptions(e.Message);
            return new InitializationOptions();
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Client: {Name} {Version}, process {ProcessId}.")]
    private partial void LogClient(string name, string version, int? processId);

    [LoggerMessage(2, LogLevel.Warning, "The initializationOptions can't be read, defaults are used: {Problem}")]
    private partial void LogOptions(string problem);

    [LoggerMessage(3, LogLevel.Warning, "{Problem}")]
    private partial void LogSetting(string problem);
}
