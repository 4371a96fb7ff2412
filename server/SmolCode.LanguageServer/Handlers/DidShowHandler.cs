using SmolCode.LanguageServer.Background;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;
using SmolCode.LanguageServer.Statistics;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>smolcode/didShow</c>, in line with edits: what is typed after it says what becomes of the suggestion.</summary>
internal sealed class DidShowHandler(SuggestionLog log, SuggestionFollower follower, NextAnswer next)
    : NotificationHandler<DidShowParams>(LspJsonContext.Default.DidShowParams)
{
    /// <inheritdoc />
    public override string Method => "smolcode/didShow";

    /// <inheritdoc />
    protected override void Handle(DidShowParams parameters, RequestContext context)
    {
        if (log.Shown(parameters.Id))
        {
            follower.Shown(parameters.Id);
        }

        next.Shown(parameters.Id);
    }
}
