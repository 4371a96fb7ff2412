using SmolCode.LanguageServer.Background;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;
using SmolCode.LanguageServer.Statistics;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>smolcode/didAccept</c>, in line with edits.</summary>
internal sealed class DidAcceptHandler(SuggestionLog log, SuggestionFollower follower)
    : NotificationHandler<DidAcceptParams>(LspJsonContext.Default.DidAcceptParams)
{
    /// <inheritdoc />
    public override string Method => "smolcode/didAccept";

    /// <inheritdoc />
    protected override void Handle(DidAcceptParams parameters, RequestContext context)
    {
        if (log.Accepted(parameters.Id, parameters.AcceptedLength))
        {
            follower.Accepted(parameters.Id, parameters.AcceptedLength);
        }
    }
}
