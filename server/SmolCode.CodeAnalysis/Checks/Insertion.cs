using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Loading;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>A candidate in its place.</summary>
internal sealed class Insertion
{
    private readonly Lazy<string> _string;
    private (bool IsKnown, SemanticView? View) _view;

    internal Insertion(
        SourceText document,
        SyntaxTree tree,
        string text,
        string inserted,
        TextSpan range,
        CancellationToken cancellationToken
    )
    {
        Candidate = text;
        Inserted = inserted;
        Range = range;
        Text = document.WithChanges(new TextChange(range, inserted));
        Tree = tree.WithChangedText(Text);
        Root = Tree.GetRoot(cancellationToken);
        _string = new(Text.ToString);
    }

    /// <summary>The candidate, with '\n' newlines.</summary>
    internal string Candidate { get; }

    /// <summary>What is inserted, with the document's newlines.</summary>
    internal string Inserted { get; }

    /// <summary>What it replaces.</summary>
    internal TextSpan Range { get; }

    /// <summary>Where it stands afterwards.</summary>
    internal TextSpan Span => new(Range.Start, Inserted.Length);

    /// <summary>The document with it.</summary>
    internal SourceText Text { get; }

    /// <summary>The document with it.</summary>
    internal string String => _string.Value;

    /// <summary>The document with it.</summary>
    internal SyntaxTree Tree { get; }

    /// <summary>The document with it.</summary>
    internal SyntaxNode Root { get; }

    /// <summary>The syntax error at its end, which may have been there before; see <see cref="CandidateChecks.Unended"/>.</summary>
    internal string? Unended { get; set; }

    /// <summary>How much longer the document is.</summary>
    internal int Growth => Inserted.Length - Range.Length;

    /// <summary>Its body bound in the compilation that is there already; null where more differs. Bound once.</summary>
    internal SemanticView? View(SemanticAnchor anchor)
    {
        if (!_view.IsKnown)
        {
            _view = (true, anchor.TryView(Root, String, Span.Start));
        }

        return _view.View;
    }

    /// <summary>It passes.</summary>
    /// <param name="binds">All names bind; null where none was looked at.</param>
    /// <param name="isComplete">All that the code refers to is there.</param>
    /// <param name="fitsType">See <see cref="CandidateChecks.FitsType"/>.</param>
    internal CheckedCandidate Passed(bool? binds, bool isComplete = true, bool? fitsType = null) =>
        new(
            Inserted,
            Range,
            new CandidateChecks(true, binds, [])
            {
                IsComplete = isComplete,
                Unended = Unended,
                FitsType = fitsType,
            }
        );

    /// <summary>It doesn't.</summary>
    internal CheckedCandidate Refuted(
        string by,
        bool parses,
        bool? binds,
        ImmutableArray<string> errors = default,
        int? unboundAt = null,
        ImmutableArray<CompilerError> compilerErrors = default
    ) => Refuted(Inserted, Range, by, parses, binds, errors, unboundAt, compilerErrors);

    /// <summary>A text that doesn't pass.</summary>
    internal static CheckedCandidate Refuted(
        string inserted,
        TextSpan range,
        string by,
        bool parses,
        bool? binds,
        ImmutableArray<string> errors = default,
        int? unboundAt = null,
        ImmutableArray<CompilerError> compilerErrors = default
    ) =>
        new(
            inserted,
            range,
            new CandidateChecks(parses, binds, errors.IsDefault ? [] : errors)
            {
                RefutedBy = by,
                UnboundAt = unboundAt is >= 0 && unboundAt < inserted.Length ? unboundAt : null,
            },
            compilerErrors
        );
}
