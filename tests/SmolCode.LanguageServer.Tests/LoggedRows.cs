using SmolCode.LanguageServer.Statistics;

namespace SmolCode.LanguageServer.Tests;

/// <summary>Rows for tests of the log.</summary>
internal static class LoggedRows
{
    public static DateTimeOffset Now { get; } = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    public static LoggedSuggestion Row(long id, SuggestionOutcome outcome = SuggestionOutcome.Open, double probability = 0.5) =>
        new()
        {
            Id = id,
            Time = Now.AddSeconds(id),
            Kind = "member-access",
            Source = "model",
            Probability = probability,
            Length = 12,
            AcceptedLength = outcome == SuggestionOutcome.Accepted ? 12 : 0,
            AnswerMs = 120.5,
            Outcome = outcome,
        };
}
