using System.Collections.Immutable;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Answer of <c>smolcode/checkTeamServer</c>.</summary>
/// <param name="Models">The names of the models that it has; empty where it doesn't say.</param>
/// <param name="Milliseconds">Time of the answer.</param>
/// <param name="Address">Where it was asked; null: the address can't be used.</param>
/// <param name="Model">The one that would be asked for; null where there is a problem.</param>
/// <param name="Problem">One line for a user; null: it can be used.</param>
internal sealed record TeamServerResult(
    ImmutableArray<string> Models,
    double Milliseconds,
    string? Address = null,
    string? Model = null,
    string? Problem = null
);
