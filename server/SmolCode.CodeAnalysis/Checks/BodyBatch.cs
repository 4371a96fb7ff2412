using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>
/// Compiles several versions of one member's body at once: each becomes the body of a member of its own, beside the member and with its
/// header under another name. A compilation makes the symbols of the project that its code mentions anew, which takes most of its time;
/// so it is taken once for all versions instead of once for each.
/// </summary>
internal static class BodyBatch
{
    private const string Suffix = "__version";

    /// <summary>
    /// Errors in each version, with places and names as in its own text; default for one that differs in more or is broken. Null where the
    /// member can't stand beside itself.
    /// </summary>
    /// <param name="anchor">Knows a document that differs from the versions in that body alone.</param>
    /// <param name="anchorText">Its text.</param>
    /// <param name="versions">The versions.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal static ImmutableArray<ImmutableArray<CompilerError>>? Compile(
        SemanticModel anchor,
        string anchorText,
        IReadOnlyList<Insertion> versions,
        CancellationToken cancellationToken
    )
    {
        if (
            versions.Select(v => BodyPart.At(v.Root, v.Range.Start)).FirstOrDefault(p => p is not null) is not { } any
            || any.Body.Start >= anchorText.Length
            || BodyPart.At(anchor.SyntaxTree.GetRoot(cancellationToken), any.Body.Start + 1) is not { } own
            || !own.CanBeCopied
            || anchorText.Contains(Suffix, StringComparison.Ordinal)
        )
        {
            return null;
        }

        // Copies go behind the member, each with where its body begins there and how far that is from its own place.
        var end = own.Member.Span.End;
        var text = new StringBuilder();
        var copies = new List<Copy>();
        for (var i = 0; i < versions.Count; i++)
        {
            if (BodyPart.At(versions[i].Root, versions[i].Range.Start) is { } part && IsSameAround(versions[i], part, own, anchorText))
            {
                text.Append('\n');
                var start = end + text.Length;
                text.Append(Header(own, anchorText, i));
                var at = end + text.Length;
                var rest = TextSpan.FromBounds(part.Body.Start, part.Member.Span.End);
                text.Append(versions[i].String.AsSpan(rest.Start, rest.Length));
                copies.Add(new Copy(i, TextSpan.FromBounds(start, end + text.Length), at, at - rest.Start));
            }
        }

        if (copies.Count < 2)
        {
            return null;
        }

        var source = anchor.SyntaxTree.GetText(cancellationToken).WithChanges(new TextChange(new TextSpan(end, 0), text.ToString()));
        var tree = anchor.SyntaxTree.WithChangedText(source);
        var root = tree.GetRoot(cancellationToken);
        if (copies.Any(c => BodyPart.At(root, c.Body + 1)?.Member.Span != c.Span))
        {
            return null;
        }

        var model = anchor.Compilation.ReplaceSyntaxTree(anchor.SyntaxTree, tree).GetSemanticModel(tree);
        var errors = new ImmutableArray<CompilerError>[versions.Count];
        foreach (var copy in copies)
        {
            errors[copy.Index] = [];
        }

        // Two at once: the symbols that both need are made by whichever comes first.
        var found = copies
            .Chunk((copies.Count + 1) / 2)
            .AsParallel()
            .WithCancellation(cancellationToken)
            .SelectMany(part =>
                CompilerError
                    .From(model.GetMethodBodyDiagnostics(TextSpan.FromBounds(part[0].Span.Start, part[^1].Span.End), cancellationToken))
                    .ToList()
            )
            .ToList();
        foreach (var error in found)
        {
            if (copies.Find(c => c.Span.Contains(error.Span.Start)) is { } copy)
            {
                errors[copy.Index] = errors[copy.Index].Add(Moved(error, copy, own));
            }
        }

        return [.. errors];
    }

    /// <summary>Whether a version is the anchor's text but for the body.</summary>
    private static bool IsSameAround(Insertion version, BodyPart part, BodyPart own, string anchorText)
    {
        var text = version.String;
        var tail = text.Length - part.Body.End;
        return !part.Member.ContainsDiagnostics
            && !part.Member.ContainsDirectives
            && part.Member.SpanStart == own.Member.SpanStart
            && part.Body.Start == own.Body.Start
            && version.Span.Start > part.Body.Start
            && version.Span.End <= part.Body.End
            && tail == anchorText.Length - own.Body.End
            && text.AsSpan(0, part.Body.Start).SequenceEqual(anchorText.AsSpan(0, part.Body.Start))
            && text.AsSpan(text.Length - tail).SequenceEqual(anchorText.AsSpan(anchorText.Length - tail));
    }

    private static string NameOf(BodyPart part, int index) => $"{part.Name.Text}{Suffix}{index.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The text before the body of a copy by its number: a constructor differs in its parameters, all else in its name.</summary>
    private static string Header(BodyPart part, string text, int index)
    {
        var start = part.Member.SpanStart;
        var edits = part.Dropped.Select(s => (Span: s, Text: ""));
        edits = part.Member is ConstructorDeclarationSyntax constructor
            ? edits.Append(
                (
                    new TextSpan(constructor.ParameterList.OpenParenToken.Span.End, 0),
                    // Of a type of its own, and one that no call can mean by accident.
                    $"ref int{string.Concat(Enumerable.Repeat("[]", index + 1))} {Suffix}{(constructor.ParameterList.Parameters.Count > 0 ? ", " : "")}"
                )
            )
            : edits.Append((part.Name.Span, NameOf(part, index)));
        var header = new StringBuilder(text, start, part.Body.Start - start, 256);
        foreach (var (span, replacement) in edits.OrderByDescending(e => e.Span.Start))
        {
            header.Remove(span.Start - start, span.Length).Insert(span.Start - start, replacement);
        }

        return header.ToString();
    }

    /// <summary>An error in a copy as one in the member.</summary>
    private static CompilerError Moved(CompilerError error, Copy copy, BodyPart own) =>
        new(
            error.Id,
            error
                .Message.Replace(NameOf(own, copy.Index), own.Name.Text, StringComparison.Ordinal)
                .Replace(
                    $"ref int{string.Concat(Enumerable.Repeat("[]", copy.Index + 1))}{(own.HasParameters ? ", " : "")}",
                    "",
                    StringComparison.Ordinal
                ),
            // What is told at the header is told at the name: not all paths return a value.
            error.Span.Start >= copy.Body
                ? new TextSpan(error.Span.Start - copy.Shift, error.Span.Length)
                : own.Name.Span
        );

    /// <summary>A version beside the member.</summary>
    /// <param name="Index">Its number.</param>
    /// <param name="Span">Where it stands.</param>
    /// <param name="Body">Where its body begins.</param>
    /// <param name="Shift">How far behind its own place that is.</param>
    private sealed record Copy(int Index, TextSpan Span, int Body, int Shift);
}
