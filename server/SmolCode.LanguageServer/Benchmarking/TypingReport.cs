namespace SmolCode.LanguageServer.Benchmarking;

/// <summary>What typing a file through the server gave (<c>bench typing</c>).</summary>
/// <param name="File">The file.</param>
/// <param name="From">First line typed, from 1.</param>
/// <param name="To">Last line typed, or the one that was reached when the time was up.</param>
/// <param name="Keys">Keys pressed: a character each, an accepted suggestion one, Enter one with the indentation after it.</param>
/// <param name="TypedCharacters">UTF-16 units typed, indentation not counted.</param>
/// <param name="AcceptedCharacters">UTF-16 units that came from accepted suggestions, indentation not counted.</param>
/// <param name="RatioOfCompletedCode">Accepted / (typed + accepted).</param>
/// <param name="KeystrokesSaved">Accepted characters less one key for each acceptance, of all characters.</param>
/// <param name="SuggestionsShown">Suggestions that came; what is left of one that is typed into counts no second time.</param>
/// <param name="SuggestionsAccepted">Suggestions of which a part was taken.</param>
/// <param name="ShownThenTypedOver">Suggestions after which another character was typed than they begin with.</param>
/// <param name="P50Ms">Median from a key to its answer.</param>
/// <param name="P95Ms">95th percentile of it.</param>
/// <param name="Under100Ms">Share of answers within 100 ms.</param>
/// <param name="Under200Ms">Share within 200 ms.</param>
/// <param name="Under400Ms">Share within 400 ms.</param>
/// <param name="AnsweredShare">Share of requests answered before the next key; 1 where every answer is waited for.</param>
/// <param name="TypedIntoShare">Share of requests answered with the rest of an earlier suggestion, without computing.</param>
/// <param name="TokensPerKey">Tokens of prompts evaluated a key, in the mean.</param>
/// <param name="CpuSecondsPer1000Keys">Processor time of server and engine; null where the system does not tell.</param>
/// <param name="Complete">The whole range was typed; otherwise the time was up.</param>
public sealed record TypingReport(
    string File,
    int From,
    int To,
    int Keys,
    int TypedCharacters,
    int AcceptedCharacters,
    double RatioOfCompletedCode,
    double KeystrokesSaved,
    int SuggestionsShown,
    int SuggestionsAccepted,
    int ShownThenTypedOver,
    double P50Ms,
    double P95Ms,
    double Under100Ms,
    double Under200Ms,
    double Under400Ms,
    double AnsweredShare,
    double TypedIntoShare,
    double TokensPerKey,
    double? CpuSecondsPer1000Keys,
    bool Complete
);
