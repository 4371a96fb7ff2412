using SmolCode.Inference.Remote;
using SmolCode.LanguageServer.Models;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>smolcode/checkTeamServer</c>.</summary>
internal sealed class CheckTeamServerHandler(ModelRequests models)
    : RequestHandler<TeamServerParams, TeamServerResult>(LspJsonContext.Default.TeamServerParams, LspJsonContext.Default.TeamServerResult)
{
    /// <inheritdoc />
    public override string Method => "smolcode/checkTeamServer";

    /// <inheritdoc />
    public override bool ChangesState => false;

    /// <inheritdoc />
    protected override async Task<TeamServerResult?> HandleAsync(
        TeamServerParams parameters,
        RequestContext context,
        CancellationToken cancellationToken
    )
    {
        var choice = new TeamServerChoice(
            parameters.Url,
            parameters.Model,
            string.IsNullOrWhiteSpace(parameters.Format) ? TeamServerChoice.DefaultFormat : parameters.Format
        );
        var answer = await models.TryAsync(catalog => catalog.CheckAsync(choice, parameters.Ask, cancellationToken));
        return new TeamServerResult(answer.Models, Math.Round(answer.Milliseconds, 1), answer.Address, answer.Model, answer.Problem);
    }
}
