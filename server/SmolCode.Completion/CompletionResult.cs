using System.Collections.Immutable;
using SmolCode.CodeAnalysis;
using SmolCode.Inference;

namespace SmolCode.Completion;

/// <summary>The answer to one completion: suggestions, or the reason for none.</summary>
public sealed record CompletionResult
{
    /// <summary>What an editor gets, best first.</summary>
    public ImmutableArray<Suggestion> Suggestions { get; init; } = [];

    /// <summary>All candidates, best first, those that were rejected included.</summary>
    public ImmutableArray<Candidate> Items { get; init; } = [];

    /// <summary>What the letters typed next may make of all candidates. None where an item of the editor's list was gone on with.</summary>
    public OpenCandidates Open { get; init; } = OpenCandidates.None;

    /// <summary>Why <see cref="Suggestions"/> is empty; null when it is not.</summary>
    public NoSuggestionReason? Reason { get; init; }

    /// <summary>More about the reason, for a user; null when there is nothing to add.</summary>
    public string? Message { get; init; }

    /// <summary>The place at the cursor; null when it was not looked at.</summary>
    public Hole? Hole { get; init; }

    /// <summary>Name of the model that answered; empty when none did.</summary>
    public string Model { get; init; } = "";

    /// <summary>Tokens of the prompt.</summary>
    public int PromptTokens { get; init; }

    /// <summary>The prompt had all that it may take; not so for the first one of a document that has a deadline.</summary>
    public bool HadFullPrompt { get; init; }

    /// <summary>How many of them were in the KV cache already.</summary>
    public int ReusedTokens { get; init; }

    /// <summary>Where the time went.</summary>
    public CompletionTimings Timings { get; init; } = new(0, 0, 0, 0, 0);

    /// <summary>The prompt, when it was asked for.</summary>
    public FillInPrompt? Prompt { get; init; }
}
