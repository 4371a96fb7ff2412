using SmolCode.LanguageServer.Learning;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>smolcode/discardLearning</c>: what is kept of a training that was stopped is deleted.</summary>
internal sealed class DiscardLearningHandler(LearnProcess process)
    : RequestHandler<NoParams, DiscardLearningResult>(LspJsonContext.Default.NoParams, LspJsonContext.Default.DiscardLearningResult)
{
    /// <inheritdoc />
    public override string Method => "smolcode/discardLearning";

    /// <inheritdoc />
    public override bool ChangesState => false;

    /// <inheritdoc />
    protected override async Task<DiscardLearningResult?> HandleAsync(
        NoParams parameters,
        RequestContext context,
        CancellationToken cancellationToken
    ) => new((await process.RunAsync(context.State, ["--discard"], progress: null, cancellationToken)).Message ?? "");
}
