using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>exit</c>: the server ends.</summary>
internal sealed class ExitHandler(Action exit) : NotificationHandler<NoParams>(LspJsonContext.Default.NoParams)
{
    /// <inheritdoc />
    public override string Method => "exit";

    /// <inheritdoc />
    protected override void Handle(NoParams parameters, RequestContext context) => exit();
}
