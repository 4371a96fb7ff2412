using System.Collections.Immutable;

namespace SmolCode.LanguageServer.Models;

/// <summary>What a team's server said when it was asked what it has.</summary>
/// <param name="Address">Where it was asked; null: the address can't be used.</param>
/// <param name="Models">The names of the models that it has; empty where it doesn't say.</param>
/// <param name="Model">The one that would be asked for; null where there is a problem.</param>
/// <param name="Milliseconds">Time of the answer.</param>
/// <param name="Problem">One line for a user that says what to do; null: it can be used.</param>
public sealed record TeamServerAnswer(string? Address, ImmutableArray<string> Models, string? Model, double Milliseconds, string? Problem);
