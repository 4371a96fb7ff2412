using SmolCode.LanguageServer.Learning;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>smolcode/learnPlan</c>: what learning would do here, without any of it.</summary>
internal sealed class LearnPlanHandler(LearnProcess process)
    : RequestHandler<NoParams, LearnPlanResult>(LspJsonContext.Default.NoParams, LspJsonContext.Default.LearnPlanResult)
{
    /// <inheritdoc />
    public override string Method => "smolcode/learnPlan";

    /// <inheritdoc />
    public override bool ChangesState => false;

    /// <inheritdoc />
    protected override async Task<LearnPlanResult?> HandleAsync(
        NoParams parameters,
        RequestContext context,
        CancellationToken cancellationToken
    )
    {
        var line = await process.RunAsync(context.State, ["--plan"], progress: null, cancellationToken);
        return new LearnPlanResult(line.Plan ?? throw new LspException(LspErrorCodes.InternalError, "The plan is missing."));
    }
}
