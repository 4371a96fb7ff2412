using SmolCode.LanguageServer.Models;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>smolcode/models</c>.</summary>
internal sealed class ModelsHandler(ModelRequests models)
    : RequestHandler<NoParams, ModelsResult>(LspJsonContext.Default.NoParams, LspJsonContext.Default.ModelsResult)
{
    /// <inheritdoc />
    public override string Method => "smolcode/models";

    /// <inheritdoc />
    public override bool ChangesState => false;

    /// <inheritdoc />
    protected override Task<ModelsResult?> HandleAsync(NoParams parameters, RequestContext context, CancellationToken cancellationToken) =>
        models.ChangeAsync(context.State, _ => Task.CompletedTask);
}
