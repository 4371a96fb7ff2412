using System.Collections.Immutable;

namespace SmolCode.LanguageServer.Models;

/// <summary>What a team's server said when it was asked what it has.</summary>
/// <param name="Address">Where it is asked; null: what was named can't be used as it is written.</param>
/// <param name="Models">The names of the models that it has; empty where it doesn't say, and where it was not asked.</param>
/// <param name="Model">The one that would be asked for; null where there is a problem, and where it was not asked.</param>
/// <param name="Milliseconds">Time of the answer; 0: it was not asked.</param>
/// <param name="Problem">One line for a user that says what to do; null: it can be used.</param>
public sealed record TeamServerAnswer(string? Address, ImmutableArray<string> Models, string? Model, double Milliseconds, string? Problem);
