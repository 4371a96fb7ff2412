using SmolCode.LanguageServer.Background;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>smolcode/didAccept</c>.</summary>
internal sealed class DidAcceptHandler(SuggestionLog log) : NotificationHandler<DidAcceptParams>(LspJsonContext.Default.DidAcceptParams)
{
    /// <inheritdoc />
    public override string Method => "smolcode/didAccept";

    /// <inheritdoc />
    public override bool ChangesState => false;

    /// <inheritdoc />
    protected override void Handle(DidAcceptParams parameters, RequestContext context) =>
        log.Accepted(parameters.Id, parameters.AcceptedLength);
}
