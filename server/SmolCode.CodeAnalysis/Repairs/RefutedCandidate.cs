using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Checks;

namespace SmolCode.CodeAnalysis.Repairs;

/// <summary>A candidate that the checker rejected, as repairs see it.</summary>
internal sealed record RefutedCandidate
{
    /// <summary>Its text from the cursor on, '\n' newlines.</summary>
    public required string Text { get; init; }

    /// <summary>The check that refuted it.</summary>
    public required string RefutedBy { get; init; }

    /// <summary>The compiler's errors, their spans relative to <see cref="Text"/>; empty where a cheaper check refuted it.</summary>
    public required ImmutableArray<CompilerError> Errors { get; init; }

    /// <summary>Where it was to be inserted.</summary>
    public required Hole Hole { get; init; }

    /// <summary>The document without it.</summary>
    public required SourceText Document { get; init; }

    /// <summary>Names that could stand where the first name that doesn't bind stands, and where that is; null where none is known.</summary>
    public (int At, ImmutableArray<string> Names)? Unbound { get; init; }

    /// <summary>The text with another piece in the place of a span.</summary>
    public string With(TextSpan span, string replacement) => Text[..span.Start] + replacement + Text[span.End..];
}
