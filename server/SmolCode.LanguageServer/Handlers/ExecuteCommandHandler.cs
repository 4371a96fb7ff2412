using System.Collections.Immutable;
using System.Text.Json;
using SmolCode.LanguageServer.Background;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;
using SmolCode.LanguageServer.Statistics;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>workspace/executeCommand</c>.</summary>
internal sealed class ExecuteCommandHandler(SuggestionLog log, SuggestionFollower follower, AcceptedUsings usings, WorkspaceLoader loader)
    : RequestHandler<ExecuteCommandParams, NoParams>(LspJsonContext.Default.ExecuteCommandParams, LspJsonContext.Default.NoParams)
{
    /// <summary>Comes with every suggestion; the editor runs it when the suggestion was taken. Argument: the suggestion's id.</summary>
    public const string SuggestionAccepted = "smolcode.suggestionAccepted";

    /// <summary>Loads the workspace again. No arguments.</summary>
    public const string ReloadWorkspace = "smolcode.reloadWorkspace";

    /// <summary>The commands.</summary>
    public static ImmutableArray<string> Commands { get; } = [ReloadWorkspace, SuggestionAccepted];

    /// <inheritdoc />
    public override string Method => "workspace/executeCommand";

    /// <inheritdoc />
    public override bool ChangesState => false;

    /// <inheritdoc />
    protected override async Task<NoParams?> HandleAsync(
        ExecuteCommandParams parameters,
        RequestContext context,
        CancellationToken cancellationToken
    )
    {
        switch (parameters.Command)
        {
            case SuggestionAccepted when parameters.Arguments is [{ ValueKind: JsonValueKind.String } id, ..]:
                if (log.Accepted(id.GetString()!, length: null))
                {
                    follower.Accepted(id.GetString()!, length: null);
                }

                await usings.AddAsync(id.GetString()!, context, cancellationToken);

                break;
            case SuggestionAccepted:
                throw new LspException(LspErrorCodes.InvalidParams, $"{SuggestionAccepted} needs the suggestion's id as its argument.");
            case ReloadWorkspace:
                loader.Reload();
                break;
            default:
                throw new LspException(
                    LspErrorCodes.InvalidParams,
                    $"There is no command {parameters.Command}; the commands are {string.Join(", ", Commands)}."
                );
        }

        return null;
    }
}
