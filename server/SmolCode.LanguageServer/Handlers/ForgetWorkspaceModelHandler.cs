using SmolCode.LanguageServer.Models;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>smolcode/forgetWorkspaceModel</c>: the workspace has no choice of its own any more.</summary>
internal sealed class ForgetWorkspaceModelHandler(ModelRequests models)
    : RequestHandler<NoParams, ModelsResult>(LspJsonContext.Default.NoParams, LspJsonContext.Default.ModelsResult)
{
    /// <inheritdoc />
    public override string Method => "smolcode/forgetWorkspaceModel";

    /// <inheritdoc />
    public override bool ChangesState => false;

    /// <inheritdoc />
    protected override Task<ModelsResult?> HandleAsync(NoParams parameters, RequestContext context, CancellationToken cancellationToken) =>
        models.ChangeAsync(
            context.State,
            catalog =>
            {
                if (ModelRequests.Workspace(context.State) is { } workspace)
                {
                    catalog.ForgetWorkspace(workspace);
                }

                return Task.CompletedTask;
            }
        );
}
