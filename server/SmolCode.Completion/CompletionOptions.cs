using System.Collections.Immutable;
using SmolCode.CodeAnalysis;

namespace SmolCode.Completion;

/// <summary>What a caller asks of one completion.</summary>
public sealed record CompletionOptions
{
    /// <summary>Number of hypotheses decoded together.</summary>
    public int Candidates { get; init; } = 4;

    /// <summary>
    /// Time after which what is ready is answered, counted from the call, the model's start left out. Null: none (the prompt then has its full
    /// budget).
    /// </summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>How much of <see cref="Deadline"/> had passed before the call.</summary>
    public TimeSpan Spent { get; init; }

    /// <summary>Places that were edited lately, here and in other files.</summary>
    public ImmutableArray<RecentEdit> RecentEdits { get; init; } = [];

    /// <summary>Which parts take part.</summary>
    public CompletionPolicy Policy { get; init; } = CompletionPolicy.Full;

    /// <summary>How sure a suggestion has to be.</summary>
    public Eagerness Eagerness { get; init; } = Eagerness.Balanced;

    /// <summary>
    /// How far the probability from which on a suggestion is shown is moved, up or down, by what the user took before; at most 0.15 of it
    /// counts (<see cref="Ranking.ThresholdRefit"/>).
    /// </summary>
    public double ThresholdShift { get; init; }

    /// <summary>
    /// Text that stands for the document's text from <see cref="ReplaceStart"/> to the cursor, as an item selected in the editor's list
    /// would put it there. A suggestion then begins with it, and its range begins at <see cref="ReplaceStart"/>. Null: nothing is selected.
    /// </summary>
    public string? RequiredPrefix { get; init; }

    /// <summary>Where <see cref="RequiredPrefix"/> begins, in UTF-16 units; the cursor when null.</summary>
    public int? ReplaceStart { get; init; }

    /// <summary>
    /// Parts of the prompt that moved since the last one keep their place in the model's cache (<see cref="Inference.FillInPrompt.ReuseMoved"/>):
    /// for people who type on, not for figures.
    /// </summary>
    public bool ReuseMoved { get; init; }

    /// <summary>Whoever takes a suggestion can add the <c>using</c> directives that it lacks; otherwise none is made that lacks any.</summary>
    public bool MayAddUsings { get; init; } = true;

    /// <summary>Check every candidate rather than stop at the first one that passes.</summary>
    public bool CheckAll { get; init; }

    /// <summary>Keep the prompt and every hypothesis in the result, for people who want to know why.</summary>
    public bool Explain { get; init; }
}
