using SmolCode.LanguageServer.Background;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;
using SmolCode.LanguageServer.Statistics;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>smolcode/statistics</c>.</summary>
internal sealed class StatisticsHandler(SuggestionLog log, RequestCounts requests, LocalLog localLog)
    : RequestHandler<NoParams, StatisticsResult>(LspJsonContext.Default.NoParams, LspJsonContext.Default.StatisticsResult)
{
    /// <summary>Days of the log that are told of.</summary>
    private const int LoggedDays = 30;

    /// <inheritdoc />
    public override string Method => "smolcode/statistics";

    /// <inheritdoc />
    public override bool ChangesState => false;

    /// <inheritdoc />
    protected override async Task<StatisticsResult?> HandleAsync(
        NoParams parameters,
        RequestContext context,
        CancellationToken cancellationToken
    )
    {
        var logged = await localLog.StatisticsAsync(LoggedDays).WaitAsync(cancellationToken);
        var counts = log.Counts;
        return new StatisticsResult(
            requests.Requests,
            requests.TypedInto,
            counts.Offered,
            counts.Shown,
            counts.Accepted,
            counts.Rejected,
            counts.AcceptedCharacters,
            requests.EvaluatedTokens,
            logged
        );
    }
}
