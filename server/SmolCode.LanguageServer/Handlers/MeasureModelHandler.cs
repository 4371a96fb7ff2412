using SmolCode.LanguageServer.Models;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>smolcode/measureModel</c>.</summary>
internal sealed class MeasureModelHandler(ModelRequests models)
    : RequestHandler<ModelParams, ModelsResult>(LspJsonContext.Default.ModelParams, LspJsonContext.Default.ModelsResult)
{
    /// <inheritdoc />
    public override string Method => "smolcode/measureModel";

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
            catalog =>
                catalog.MeasureAsync(parameters.Name, parameters.Adapter, models.Lines(parameters.PartialResultToken), cancellationToken)
        );
}
