using SmolCode.LanguageServer.Background;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;
using SmolCode.LanguageServer.Statistics;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>smolcode/didReject</c>, in line with edits.</summary>
internal sealed class DidRejectHandler(SuggestionLog log, SuggestionFollower follower)
    : NotificationHandler<DidRejectParams>(LspJsonContext.Default.DidRejectParams)
{
    /// <inheritdoc />
    public override string Method => "smolcode/didReject";

    /// <inheritdoc />
    protected override void Handle(DidRejectParams parameters, RequestContext context)
    {
        if (log.Rejected(parameters.Id))
        {
            follower.Rejected(parameters.Id);
        }
    }
}
