using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Holes;

namespace SmolCode.CodeAnalysis.Usings;

/// <summary>
/// Where a file would have a <c>using</c> directive: among those it has, in their order; without any, below the header and above the first
/// declaration. Never in an <c>#if</c> region that the code it is for is not in.
/// </summary>
internal static class UsingPlacement
{
    /// <summary>Adds directives, as one change that ends before a position; null where there is no safe place or nothing to add.</summary>
    /// <param name="text">The file.</param>
    /// <param name="root">Its tree.</param>
    /// <param name="namespaces">Namespaces as they are written in C#.</param>
    /// <param name="position">The code that they are for.</param>
    internal static TextChange? Add(SourceText text, CompilationUnitSyntax root, ImmutableArray<string> namespaces, int position)
    {
        // One after the other: each is placed among those before it.
        var changed = text;
        var tree = root;
        var changes = new List<TextChange>();
        foreach (var name in namespaces.Distinct(StringComparer.Ordinal))
        {
            var at = position + changed.Length - text.Length;
            if (Has(tree, name, at))
            {
                continue;
            }

            if (AddOne(changed, tree, name, at) is not { } change)
            {
                return null;
            }

            changes.Add(change);
            changed = changed.WithChanges(change);
            tree = (CompilationUnitSyntax)tree.SyntaxTree.WithChangedText(changed).GetRoot();
        }

        return changes switch
        {
            [] => null,
            [var only] => only,
            _ => Lines(text, changed.ToString()),
        };
    }

    private static bool Has(CompilationUnitSyntax root, string name, int position) =>
        Containers(root, position).Any(c => c.Usings.Any(u => IsPlain(u) && NameOf(u) == name));

    private static TextChange? AddOne(SourceText text, CompilationUnitSyntax root, string name, int position)
    {
        var newline = LineEnd.NewlineOf(text);
        var regions = new ConditionalRegions(root);

        // Where most of them are; the file's top when that is undecided.
        var (container, usings, externs) = Containers(root, position).OrderByDescending(c => c.Usings.Count).First();
        var safe = usings.Where(u => u.Span.End <= position && regions.Covers(u.SpanStart, position)).ToList();
        var plain = safe.Where(u => IsPlain(u) && u.GlobalKeyword.IsKind(SyntaxKind.None)).ToList();
        if (plain.Count > 0)
        {
            var order = UsingOrder.Of([.. plain.Select(NameOf)]);
            var next = order is null ? -1 : plain.FindIndex(u => order.Compare(NameOf(u), name) > 0);
            return next == 0 ? Before(plain[0])
                : next > 0 && BelongsTo(plain[next - 1], plain[next]) ? Before(plain[next])
                : After(next < 0 ? plain[^1] : plain[next - 1]);
        }

        if (safe.FindLast(u => u.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)) is { } global)
        {
            return After(global);
        }

        if (safe.Count > 0)
        {
            return Before(safe[0]);
        }

        if (externs.Count > 0)
        {
            return regions.Covers(externs.Last().SpanStart, position) ? After(externs.Last()) : null;
        }

        return container == root ? AtTop(text, root, name, position, newline, regions) : null;

        // Groups are set apart by blank lines: what begins as the next group does is one of it.
        bool BelongsTo(UsingDirectiveSyntax previous, UsingDirectiveSyntax following) =>
            following.GetLeadingTrivia().Any(t => t.IsKind(SyntaxKind.EndOfLineTrivia))
            && FirstPart(NameOf(following)) == FirstPart(name)
            && FirstPart(NameOf(previous)) != FirstPart(name);

        TextChange Before(SyntaxNode directive) =>
            new(new TextSpan(directive.SpanStart, 0), $"using {name};{newline}{Indentation(text, directive.SpanStart)}");

        TextChange After(SyntaxNode directive)
        {
            if (directive.GetTrailingTrivia() is [.., var last] && last.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                return new TextChange(
                    new TextSpan(directive.FullSpan.End, 0),
                    $"{Indentation(text, directive.SpanStart)}using {name};{newline}"
                );
            }

            return new TextChange(new TextSpan(directive.Span.End, 0), $" using {name};");
        }
    }

    private static TextChange? AtTop(
        SourceText text,
        CompilationUnitSyntax root,
        string name,
        int position,
        string newline,
        ConditionalRegions regions
    )
    {
        // "#if" around the usings that are there: before it is before all of them.
        var first = root.GetFirstToken(includeZeroWidth: true);
        var leading = first.LeadingTrivia;
        var start = 0;
        for (var i = leading.Count - 1; i >= 0; i--)
        {
            var end = leading[i].FullSpan.End;
            if (leading[i].IsDirective && regions.Covers(end, position) && (root.Usings.Count == 0 || IsBeforeRegions(leading[i])))
            {
                start = end;
                break;
            }
        }

        var inRegion = !regions.Covers(start, position) || (root.Usings.Count == 0 && !regions.Covers(first.SpanStart, position));
        var at = inRegion ? -1 : BelowHeader(text, start, first, root);
        if (at < 0 || at > position)
        {
            return null;
        }

        var line = text.Lines.GetLineFromPosition(at);
        var isFollowedByBlank = at == text.Length || string.IsNullOrWhiteSpace(line.ToString()) || root.Usings.Count > 0;
        return new TextChange(new TextSpan(at, 0), $"using {name};{newline}{(isFollowedByBlank ? "" : newline)}");
    }

    // Directives that have to come first, or that hold for what follows.
    private static bool IsBeforeRegions(SyntaxTrivia directive) =>
        directive.Kind()
            is SyntaxKind.DefineDirectiveTrivia
                or SyntaxKind.UndefDirectiveTrivia
                or SyntaxKind.NullableDirectiveTrivia
                or SyntaxKind.PragmaWarningDirectiveTrivia;

    /// <summary>The line below the comment that the file begins with, from an offset on.</summary>
    private static int BelowHeader(SourceText text, int start, SyntaxToken first, CompilationUnitSyntax root)
    {
        var at = start;
        var hasComment = false;
        foreach (var trivia in first.LeadingTrivia.Where(t => t.SpanStart >= start))
        {
            switch (trivia.Kind())
            {
                case SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia:
                    hasComment = true;
                    break;
                case SyntaxKind.WhitespaceTrivia:
                    break;
                case SyntaxKind.EndOfLineTrivia:
                    var line = text.Lines.GetLineFromPosition(trivia.SpanStart);
                    if (hasComment && string.IsNullOrWhiteSpace(line.ToString()))
                    {
                        return trivia.Span.End;
                    }

                    at = hasComment ? at : trivia.Span.End;
                    break;
                default:
                    // A documentation comment, or a directive, belongs to what follows.
                    return hasComment ? start : at;
            }
        }

        var token = text.Lines.GetLineFromPosition(first.SpanStart).Start;
        if (!hasComment)
        {
            return Math.Max(start, token);
        }

        // A comment right above: of the file where it says so or nothing but a namespace follows, of the declaration otherwise.
        var comment = text.ToString(TextSpan.FromBounds(start, token));
        var isHeader =
            first.IsKind(SyntaxKind.NamespaceKeyword)
            || root.Usings.Count > 0
            || comment.Contains("copyright", StringComparison.OrdinalIgnoreCase)
            || comment.Contains("license", StringComparison.OrdinalIgnoreCase);
        return isHeader ? Math.Max(start, token) : at;
    }

    private static List<(
        SyntaxNode Node,
        SyntaxList<UsingDirectiveSyntax> Usings,
        SyntaxList<ExternAliasDirectiveSyntax> Externs
    )> Containers(CompilationUnitSyntax root, int position)
    {
        List<(SyntaxNode, SyntaxList<UsingDirectiveSyntax>, SyntaxList<ExternAliasDirectiveSyntax>)> found =
        [
            (root, root.Usings, root.Externs),
        ];
        var members = root.Members;
        while (
            members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault(n => n.SpanStart <= position && position <= n.FullSpan.End)
                is { } space
        )
        {
            found.Add((space, space.Usings, space.Externs));
            members = space.Members;
        }

        return found;
    }

    private static bool IsPlain(UsingDirectiveSyntax directive) =>
        directive.Alias is null
        && directive.StaticKeyword.IsKind(SyntaxKind.None)
        && directive.UnsafeKeyword.IsKind(SyntaxKind.None)
        && directive.NamespaceOrType is NameSyntax { IsMissing: false };

    private static string NameOf(UsingDirectiveSyntax directive)
    {
        var name = directive.NamespaceOrType.WithoutTrivia().ToString();
        return name.StartsWith("global::", StringComparison.Ordinal) ? name["global::".Length..] : name;
    }

    private static string FirstPart(string name) => name.Split('.')[0];

    private static string Indentation(SourceText text, int position)
    {
        var line = text.ToString(TextSpan.FromBounds(text.Lines.GetLineFromPosition(position).Start, position));
        return string.IsNullOrWhiteSpace(line) ? line : "";
    }

    /// <summary>The lines that differ.</summary>
    private static TextChange Lines(SourceText text, string after)
    {
        var before = text.ToString();
        var prefix = text.Lines.GetLineFromPosition(before.AsSpan().CommonPrefixLength(after)).Start;
        var suffix = 0;
        while (suffix < before.Length - prefix && before[^(suffix + 1)] == after[^(suffix + 1)])
        {
            suffix++;
        }

        return new TextChange(TextSpan.FromBounds(prefix, before.Length - suffix), after[prefix..(after.Length - suffix)]);
    }
}
