using SmolCode.LanguageServer.Background;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;
using SmolCode.LanguageServer.Statistics;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>smolcode/statistics</c>.</summary>
internal sealed class StatisticsHandler(SuggestionLog log, RequestCounts requests, LocalLog localLog)
    : RequestHandler<StatisticsParams, StatisticsResult>(LspJsonContext.Default.StatisticsParams, LspJsonContext.Default.StatisticsResult)
{
    /// <summary>Days of the log that are told of unless others are asked for.</summary>
    private const int UsualDays = 30;

    /// <inheritdoc />
    public override string Method => "smolcode/statistics";

    /// <inheritdoc />
    public override bool ChangesState => false;

    /// <inheritdoc />
    protected override StatisticsParams WithoutParameters { get; } = new();

    /// <inheritdoc />
    protected override async Task<StatisticsResult?> HandleAsync(
        StatisticsParams parameters,
        RequestContext context,
        CancellationToken cancellationToken
    )
    {
        var days = parameters.Days ?? UsualDays;
        var most = (int)SuggestionStore.Lifetime.TotalDays;
        if (days < 1 || days > most)
        {
            throw new LspException(
                LspErrorCodes.InvalidParams,
                $"The log holds {most} days: \"days\" is {days} and has to be 1 to {most}."
            );
        }

        var (logged, problem) = await ReadAsync(days).WaitAsync(cancellationToken);
        var counts = log.Counts;
        return new StatisticsResult(
            requests.Requests,
            requests.TypedInto,
            requests.Prepared,
            counts.Offered,
            counts.Shown,
            counts.Accepted,
            counts.Rejected,
            counts.AcceptedCharacters,
            requests.EvaluatedTokens,
            logged,
            problem
        );
    }

    private async Task<(SuggestionStatistics? Log, string? Problem)> ReadAsync(int days)
    {
        try
        {
            return (await localLog.StatisticsAsync(days), null);
        }
        catch (SuggestionStoreException e)
        {
            return (null, e.Message);
        }
    }
}
