using SmolCode.LanguageServer.Background;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>smolcode/didShow</c>.</summary>
internal sealed class DidShowHandler(SuggestionLog log) : NotificationHandler<DidShowParams>(LspJsonContext.Default.DidShowParams)
{
    /// <inheritdoc />
    public override string Method => "smolcode/didShow";

    /// <inheritdoc />
    public override bool ChangesState => false;

    /// <inheritdoc />
    protected override void Handle(DidShowParams parameters, RequestContext context) => log.Shown(parameters.Id);
}
