using System.Collections.Immutable;

namespace SmolCode.Evaluation;

/// <summary>The outcome of one hole. JSON names are the contract's.</summary>
public sealed record EvaluationItem
{
    /// <summary>The repository's name.</summary>
    public string Repo { get; init; } = "";

    /// <summary>Path relative to the root.</summary>
    public required string Path { get; init; }

    /// <summary>The cursor in UTF-16 units.</summary>
    public required int Offset { get; init; }

    /// <summary>Kind of the hole.</summary>
    public required string Kind { get; init; }

    /// <summary>What stood there.</summary>
    public required string Expected { get; init; }

    /// <summary>The best candidate's text; empty when there is none.</summary>
    public string Text { get; init; } = "";

    /// <summary>The best candidate would be shown.</summary>
    public bool Shown { get; init; }

    /// <summary>Why nothing would be shown, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>Its estimated probability; 0 when there is none.</summary>
    public double Probability { get; init; }

    /// <summary>Where it comes from, or null.</summary>
    public string? Source { get; init; }

    /// <summary>Its whole text equals the expected one, both trimmed.</summary>
    public bool Exact { get; init; }

    /// <summary>Its first line does.</summary>
    public bool FirstLineExact { get; init; }

    /// <summary>The first line of any candidate does.</summary>
    public bool AnyFirstLineExact { get; init; }

    /// <summary>Its first identifier equals the first expected one.</summary>
    public bool FirstIdentifierExact { get; init; }

    /// <summary>1 − Levenshtein / longer length, on the first line (sl_*) or the whole text (ml_*).</summary>
    public double EditSimilarity { get; init; }

    /// <summary>
    /// Compiler errors of the whole file that the insertion of a shown candidate adds; null when nothing is shown or nothing can be compiled.
    /// </summary>
    public ImmutableArray<string>? NewErrors { get; init; }

    /// <summary>Milliseconds from request to answer.</summary>
    public double TotalMs { get; init; }

    /// <summary>Tokens of the prompt.</summary>
    public int PromptTokens { get; init; }

    /// <summary>How many of them were in the KV cache.</summary>
    public int ReusedTokens { get; init; }

    /// <summary>All candidates, best first.</summary>
    public ImmutableArray<EvaluationCandidate> Candidates { get; init; } = [];
}
