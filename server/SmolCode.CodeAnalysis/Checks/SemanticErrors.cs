using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>Compiler errors that an insertion adds to the enclosing member, by number and message.</summary>
internal static class SemanticErrors
{
    /// <summary>
    /// Errors of a declaration that is not finished yet, which say nothing about the insertion: a missing body (CS0501), interface and
    /// abstract members to come (CS0535, CS0534, CS0738), a partial method's other part (CS8795), an entry point to come (CS5001), the
    /// statements of a switch's section (CS8070, CS0163). A path that doesn't return (CS0161) is an error as any other, except where a header
    /// is written above a body that is still empty.
    /// </summary>
    private static readonly ImmutableHashSet<string> Unfinished =
    [
        "CS0501",
        "CS0535",
        "CS0534",
        "CS0738",
        "CS8795",
        "CS5001",
        "CS8070",
        "CS0163",
    ];

    /// <summary>Errors that say a name doesn't bind.</summary>
    internal static readonly ImmutableHashSet<string> UnboundName =
    [
        "CS0103",
        "CS0117",
        "CS0234",
        "CS0246",
        "CS0400",
        "CS0426",
        "CS0432",
        "CS1061",
        "CS1579",
        "CS1739",
        "CS1955",
        "CS0119",
        "CS0305",
        "CS0308",
        "CS0159",
        "CS1929",
        "CS1935",
    ];

    /// <summary>How often each error is there.</summary>
    internal static Dictionary<string, int> Count(IEnumerable<CompilerError> errors)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var error in errors)
        {
            var key = error.Description;
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return counts;
    }

    /// <summary>What the insertion itself is said to be wrong by, and what is there more often than before.</summary>
    internal static List<CompilerError> Added(
        Dictionary<string, int> before,
        IEnumerable<CompilerError> after,
        SyntaxNode root,
        TextSpan inserted
    )
    {
        var left = new Dictionary<string, int>(before, StringComparer.Ordinal);
        var added = new List<CompilerError>();
        var own = OwnErrors.Of(root, inserted);
        foreach (var error in after)
        {
            var key = error.Description;
            if (!own.Include(error) && left.GetValueOrDefault(key) is var count and > 0)
            {
                left[key] = count - 1;
            }
            else if (!IsUnfinished(error, root, inserted) && !IsLaterUse(error, root, inserted))
            {
                added.Add(error);
            }
        }

        return added;
    }

    // What the insertion declares and ends itself is finished.
    private static bool IsUnfinished(CompilerError error, SyntaxNode root, TextSpan inserted) =>
        (Unfinished.Contains(error.Id) || IsBodyToCome(error, root, inserted))
        && !(
            inserted.Contains(error.Span)
            && root.FindToken(error.Span.Start).Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member
            && inserted.Contains(member.Span)
        );

    private static bool IsBodyToCome(CompilerError error, SyntaxNode root, TextSpan inserted) =>
        error.Id is "CS0161" or "CS0177"
        && root.FindToken(error.Span.Start).Parent switch
        {
            BaseMethodDeclarationSyntax method => method.Body,
            LocalFunctionStatementSyntax function => function.Body,
            _ => null,
        }
            is { Statements.Count: 0 } body
        && !inserted.IntersectsWith(body.Span);

    // A variable that is declared here, and not assigned or not checked for null yet where a later statement uses it: the lines between are
    // still to come.
    private static bool IsLaterUse(CompilerError error, SyntaxNode root, TextSpan inserted) =>
        (error.Id is "CS0165" or "CS0269" || NullWarnings.Include(error.Id))
        && !error.Span.IntersectsWith(inserted)
        && root.FindToken(error.Span.Start).ValueText is var name
        && root.DescendantNodes(n => n.FullSpan.IntersectsWith(inserted))
            .OfType<VariableDeclaratorSyntax>()
            .Any(v =>
                (v.Initializer is null || NullWarnings.Include(error.Id))
                && v.Identifier.ValueText == name
                && inserted.Contains(v.Identifier.Span)
                && v.FirstAncestorOrSelf<StatementSyntax>() is { } statement
                && error.Span.Start >= statement.Span.End
            );
}
