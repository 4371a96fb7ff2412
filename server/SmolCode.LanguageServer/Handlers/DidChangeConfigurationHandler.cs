using SmolCode.LanguageServer.Background;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>workspace/didChangeConfiguration</c>: takes the settings that come with it, or asks for them.</summary>
internal sealed class DidChangeConfigurationHandler(ConfigurationReader configuration)
    : NotificationHandler<DidChangeConfigurationParams>(LspJsonContext.Default.DidChangeConfigurationParams)
{
    /// <inheritdoc />
    public override string Method => "workspace/didChangeConfiguration";

    /// <inheritdoc />
    protected override void Handle(DidChangeConfigurationParams parameters, RequestContext context)
    {
        if (context.State.Client.Workspace is { Configuration: true })
        {
            configuration.Pull();
        }
        else if (parameters.Settings is { } settings && configuration.Read(settings) is { } read)
        {
            context.Change(s => s with { Settings = read });
            configuration.Apply(context.State);
        }
    }
}
