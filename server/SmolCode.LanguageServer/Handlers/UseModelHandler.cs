using SmolCode.LanguageServer.Models;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>smolcode/useModel</c>: the next server that is started completes with it.</summary>
internal sealed class UseModelHandler(ModelRequests models)
    : RequestHandler<ModelParams, ModelsResult>(LspJsonContext.Default.ModelParams, LspJsonContext.Default.ModelsResult)
{
    /// <inheritdoc />
    public override string Method => "smolcode/useModel";

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
            catalog => catalog.UseAsync(parameters.Name, parameters.Adapter, models.Lines(parameters.PartialResultToken), cancellationToken)
        );
}
