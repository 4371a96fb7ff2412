using SmolCode.LanguageServer.Statistics;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Answer of <c>smolcode/statistics</c>: counts since the server started, and the local log.</summary>
/// <param name="Requests">Inline completions that were asked for.</param>
/// <param name="TypedInto">Of these, answered with the rest of an earlier suggestion, without computing.</param>
/// <param name="Prepared">Of these, answered with what was computed while the suggestion before was shown.</param>
/// <param name="Offered">Suggestions sent.</param>
/// <param name="Shown">Suggestions that the client says it showed.</param>
/// <param name="Accepted">Suggestions taken, whole or in part.</param>
/// <param name="Rejected">Suggestions refused or typed over.</param>
/// <param name="AcceptedCharacters">UTF-16 units taken.</param>
/// <param name="EvaluatedTokens">Tokens of prompts that were not in the engine's cache.</param>
/// <param name="Log">What the local log says of the days that were asked for; null while it is off or can't be read.</param>
/// <param name="LogProblem">Why the log can't be read and what to do; null when it can, and while it is off.</param>
internal sealed record StatisticsResult(
    long Requests,
    long TypedInto,
    long Prepared,
    long Offered,
    long Shown,
    long Accepted,
    long Rejected,
    long AcceptedCharacters,
    long EvaluatedTokens,
    SuggestionStatistics? Log = null,
    string? LogProblem = null
);
