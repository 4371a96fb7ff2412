using SmolCode.LanguageServer.Models;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>smolcode/pullModel</c>: cancelled, it goes on there the next time.</summary>
internal sealed class PullModelHandler(ModelRequests models)
    : RequestHandler<ModelParams, ModelsResult>(LspJsonContext.Default.ModelParams, LspJsonContext.Default.ModelsResult)
{
    /// <inheritdoc />
    public override string Method => "smolcode/pullModel";

    /// <inheritdoc />
    public override bool ChangesState => false;

    /// <inheritdoc />
    protected override Task<ModelsResult?> HandleAsync(
        ModelParams parameters,
        RequestContext context,
        CancellationToken cancellationToken
    ) =>
        models.ChangeAsync(
            context.State,
            catalog => catalog.PullAsync(parameters.Name, models.Bytes(parameters.PartialResultToken), cancellationToken)
        );
}
