using SmolCode.LanguageServer.Background;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>smolcode/statistics</c>.</summary>
internal sealed class StatisticsHandler(SuggestionLog log, RequestCounts requests)
    : RequestHandler<NoParams, StatisticsResult>(LspJsonContext.Default.NoParams, LspJsonContext.Default.StatisticsResult)
{
    /// <inheritdoc />
    public override string Method => "smolcode/statistics";

    /// <inheritdoc />
    public override bool ChangesState => false;

    /// <inheritdoc />
    protected override Task<StatisticsResult?> HandleAsync(NoParams parameters, RequestContext context, CancellationToken cancellationToken)
    {
        var counts = log.Counts;
        return Task.FromResult<StatisticsResult?>(
            new StatisticsResult(
                requests.Requests,
                requests.TypedInto,
                counts.Offered,
                counts.Shown,
                counts.Accepted,
                counts.Rejected,
                counts.AcceptedCharacters,
                requests.EvaluatedTokens
            )
        );
    }
}
