using SmolCode.LanguageServer.Background;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>smolcode/didChangeTrust</c>: a workspace that became trusted is loaded by MSBuild.</summary>
internal sealed class DidChangeTrustHandler(WorkspaceLoader loader, StatusReporter status)
    : NotificationHandler<DidChangeTrustParams>(LspJsonContext.Default.DidChangeTrustParams)
{
    /// <inheritdoc />
    public override string Method => "smolcode/didChangeTrust";

    /// <inheritdoc />
    protected override void Handle(DidChangeTrustParams parameters, RequestContext context)
    {
        context.Change(s => s with { Trusted = parameters.Trusted });
        status.Configured(context.State.Settings.Enabled, parameters.Trusted);
        loader.ChangeTrust(parameters.Trusted);
    }
}
