using SmolCode.LanguageServer.Models;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>smolcode/removeModel</c>: a model of the user's, or what has arrived of one.</summary>
internal sealed class RemoveModelHandler(ModelRequests models)
    : RequestHandler<ModelParams, ModelsResult>(LspJsonContext.Default.ModelParams, LspJsonContext.Default.ModelsResult)
{
    /// <inheritdoc />
    public override string Method => "smolcode/removeModel";

    /// <inheritdoc />
    public override bool ChangesState => false;

    /// <inheritdoc />
    protected override Task<ModelsResult?> HandleAsync(
        ModelParams parameters,
        RequestContext context,
        CancellationToken cancellationToken
    ) => models.ChangeAsync(context.State, catalog => catalog.RemoveAsync(parameters.Name, parameters.OnlyPartial, cancellationToken));
}
