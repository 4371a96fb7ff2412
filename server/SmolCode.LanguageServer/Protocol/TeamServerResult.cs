using System.Collections.Immutable;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Answer of <c>smolcode/checkTeamServer</c>.</summary>
/// <param name="Models">The names of the models that it has; empty where it doesn't say, and where it was not asked.</param>
/// <param name="Milliseconds">Time of the answer; 0: it was not asked.</param>
/// <param name="Address">Where it is asked; null: what was named can't be used as it is written.</param>
/// <param name="Model">The one that would be asked for; null where there is a problem, and where it was not asked.</param>
/// <param name="Problem">One line for a user; null: it can be used.</param>
internal sealed record TeamServerResult(
    ImmutableArray<string> Models,
    double Milliseconds,
    string? Address = null,
    string? Model = null,
    string? Problem = null
);
