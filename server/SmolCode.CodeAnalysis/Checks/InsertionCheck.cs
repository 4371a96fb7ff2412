using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>Checks candidates in their place: what can be told without compiling, then what the compiler says.</summary>
internal sealed class InsertionCheck(Hole hole, Baseline baseline)
{
    /// <summary>The verdict where it can be had without compiling; null where only the compiler knows.</summary>
    internal CheckedCandidate? Cheap(Insertion insertion, CancellationToken cancellationToken)
    {
        if (hole.Kind is HoleKind.Comment or HoleKind.DocComment)
        {
            return Comment(insertion);
        }

        if (
            hole.Kind != HoleKind.String
            && Brackets.Unmatched(insertion.Candidate) > 0
            && (
                Brackets.Unmatched(insertion.Root) > baseline.UnmatchedBrackets
                // A block that it opens, in place of a parenthesis that it closes.
                || (
                    Brackets.Open(insertion.Candidate).Missing.Contains('}', StringComparison.Ordinal)
                    && Brackets.SurplusBraces(insertion.Root) > Math.Max(0, Brackets.SurplusBraces(baseline.Root))
                )
            )
        )
        {
            return insertion.Refuted("brackets", parses: false, binds: null);
        }

        ImmutableArray<Diagnostic> diagnostics = [.. insertion.Tree.GetDiagnostics(cancellationToken)];
        var syntaxErrors = SyntaxErrors.Added(baseline.SyntaxErrors, diagnostics, insertion.Span);
        if (!syntaxErrors.IsEmpty)
        {
            return insertion.Refuted("syntax", parses: false, binds: null, syntaxErrors);
        }

        if (hole.Kind is not (HoleKind.String or HoleKind.Preprocessor))
        {
            insertion.Unended = SyntaxErrors.AtEnd(diagnostics, insertion.Root, insertion.String, insertion.Span);
        }

        if (Surroundings.Taken(insertion) is { } taken)
        {
            return insertion.Refuted("syntax", parses: false, binds: null, [taken]);
        }

        if (
            hole.Kind == HoleKind.Preprocessor
            || (hole.Kind == HoleKind.String && baseline.IsSameShape(insertion.Root) && !IsConstant(insertion))
        )
        {
            return insertion.Passed(binds: null);
        }

        if (baseline.UnboundName(insertion, cancellationToken) is { } unbound)
        {
            return insertion.Refuted("names", parses: true, binds: false, [unbound.Error], unbound.Position - insertion.Range.Start);
        }

        if (AsyncWithoutAwait.First(insertion.Root, insertion.Span) is { } async)
        {
            return insertion.Refuted("errors", parses: true, binds: true, [async.Description]);
        }

        return baseline.UselessCode(insertion, cancellationToken) is { } useless
            ? insertion.Refuted("unused", parses: true, binds: true, [useless.Description])
            : null;
    }

    /// <summary>What the compiler says of a candidate that <see cref="Cheap"/> leaves undecided.</summary>
    internal CheckedCandidate Compiled(Insertion insertion, CancellationToken cancellationToken)
    {
        var added = baseline.NewErrors(insertion, cancellationToken);
        if (added.Count == 0)
        {
            // Behind a receiver that nothing is known of, nothing can be told.
            var isUnknown = hole.Kind == HoleKind.MemberAccess && hole.MemberNames.IsEmpty;
            return insertion.Passed(
                binds: true,
                isComplete: !baseline.MayMissReferences && !isUnknown,
                fitsType: hole.ExpectedType is null ? null : baseline.FitsType(insertion, cancellationToken)
            );
        }

        var reach = OwnErrors.Reach(insertion.Root, insertion.Span);
        var unbound = added
            .Where(e => SemanticErrors.UnboundName.Contains(e.Id) && e.Span.IntersectsWith(reach))
            .Select(e => (int?)e.Span.Start - insertion.Range.Start)
            .Min();
        return insertion.Refuted(
            unbound is null ? "errors" : "names",
            parses: true,
            binds: unbound is null,
            [.. added.Select(e => e.Description)],
            unbound,
            [.. added.Select(e => e with { Span = Relative(e.Span, insertion.Range.Start) })]
        );
    }

    // Labels, patterns, attributes and constants are compiled by what their text says.
    private static bool IsConstant(Insertion insertion) =>
        insertion
            .Root.FindToken(Math.Max(0, insertion.Range.Start - 1))
            .Parent?.AncestorsAndSelf()
            .TakeWhile(n => n is not (BlockSyntax or TypeDeclarationSyntax))
            .Any(n =>
                n is CaseSwitchLabelSyntax or ConstantPatternSyntax or AttributeSyntax or LocalDeclarationStatementSyntax { IsConst: true }
                || (n is FieldDeclarationSyntax field && field.Modifiers.Any(m => m.IsKind(SyntaxKind.ConstKeyword)))
            )
        ?? false;

    private CheckedCandidate Comment(Insertion insertion)
    {
        // Nothing outside of it may change.
        if (!SyntaxFactory.AreEquivalent(baseline.Root, insertion.Root, topLevel: false))
        {
            return insertion.Refuted("leaves the comment", parses: false, binds: null);
        }

        if (hole.Kind != HoleKind.DocComment)
        {
            return insertion.Passed(binds: null);
        }

        if (DocumentationXml.Error(insertion, baseline.Text) is { } malformed)
        {
            return insertion.Refuted("syntax", parses: false, binds: null, [malformed]);
        }

        return DocumentationNames.FirstUnknown(insertion, () => baseline.Compile(insertion.Tree)) is { } unknown
            ? insertion.Refuted("names", parses: true, binds: false, [unknown])
            : insertion.Passed(binds: null);
    }

    private static TextSpan Relative(TextSpan span, int start) =>
        span.Start >= start ? new TextSpan(span.Start - start, span.Length) : new TextSpan(0, 0);
}
