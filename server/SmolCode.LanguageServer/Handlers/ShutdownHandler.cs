using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>shutdown</c>: nothing is answered after it; the process stays until <c>exit</c>.</summary>
internal sealed class ShutdownHandler()
    : RequestHandler<NoParams, NoParams>(LspJsonContext.Default.NoParams, LspJsonContext.Default.NoParams)
{
    /// <inheritdoc />
    public override string Method => "shutdown";

    /// <inheritdoc />
    public override bool ChangesState => true;

    /// <inheritdoc />
    protected override Task<NoParams?> HandleAsync(NoParams parameters, RequestContext context, CancellationToken cancellationToken)
    {
        context.Change(state => state with { Phase = ServerPhase.ShutDown });
        return Task.FromResult<NoParams?>(null);
    }
}
