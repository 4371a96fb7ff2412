using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Loading;

/// <summary>
/// The last version of the documents that are being typed in. Every version is forked from the one before it, so that the parser works
/// incrementally and the compilation is reused; a fork of the solution on disk each time would lose both.
/// </summary>
internal sealed class DocumentForks
{
    /// <summary>Each holds the symbols of a compilation, so only a few are kept.</summary>
    private const int Capacity = 3;

    private readonly Lock _gate = new();
    private readonly LinkedList<Entry> _entries = [];

    /// <summary>The document at <paramref name="path"/> with another text.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="generation">Of the content that <paramref name="original"/> comes from.</param>
    /// <param name="original">The document as loaded.</param>
    /// <param name="text">The text wanted.</param>
    internal AnalysedDocument Fork(string path, long generation, Func<Document> original, SourceText text)
    {
        lock (_gate)
        {
            var node = _entries.First;
            while (node is not null && !WorkspaceContent.PathComparer.Equals(node.Value.Path, path))
            {
                node = node.Next;
            }

            if (node is not null)
            {
                _entries.Remove(node);
                if (node.Value.Generation != generation)
                {
                    node = null;
                }
            }

            var entry = node?.Value;
            var current = Advance(entry, original, text);

            // What was never parsed is no good base: a long chain of such would be parsed link by link.
            var parsed = entry is not null && entry.Current.Document.TryGetSyntaxTree(out _) ? entry.Current : entry?.Parsed;
            _entries.AddFirst(new Entry(path, generation, current, parsed ?? current));
            while (_entries.Count > Capacity)
            {
                _entries.RemoveLast();
            }

            return current;
        }
    }

    /// <summary>Forgets everything.</summary>
    internal void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
        }
    }

    private static AnalysedDocument Advance(Entry? entry, Func<Document> original, SourceText text)
    {
        if (entry is null)
        {
            var document = original();
            if (document.TryGetText(out var loaded))
            {
                if (loaded.ContentEquals(text))
                {
                    return new AnalysedDocument(document, loaded, new SemanticAnchor());
                }

                text = Difference(loaded, text);
            }

            return new AnalysedDocument(document.WithText(text), text, new SemanticAnchor());
        }

        if (ReferenceEquals(entry.Current.Text, text) || entry.Current.Text.ContentEquals(text))
        {
            return entry.Current;
        }

        var from = entry.Current.Document.TryGetSyntaxTree(out _) ? entry.Current : entry.Parsed;
        var changed = Difference(from.Text, text);
        return new AnalysedDocument(from.Document.WithText(changed), changed, from.Anchor);
    }

    /// <summary>
    /// <paramref name="text"/> as a change of <paramref name="old"/>: the parser can only reuse a tree when it is told what changed.
    /// </summary>
    private static SourceText Difference(SourceText old, SourceText text)
    {
        var before = old.ToString();
        var after = text.ToString();
        var prefix = before.AsSpan().CommonPrefixLength(after);
        var limit = Math.Min(before.Length, after.Length) - prefix;
        var suffix = 0;
        while (suffix < limit && before[^(suffix + 1)] == after[^(suffix + 1)])
        {
            suffix++;
        }

        var span = TextSpan.FromBounds(prefix, before.Length - suffix);
        var replacement = after[prefix..(after.Length - suffix)];

        // Much is different: what came from the editor is as good a start, and isn't a chain of pieces.
        return span.Length + replacement.Length > 4096 ? text : old.WithChanges(new TextChange(span, replacement));
    }

    private sealed record Entry(string Path, long Generation, AnalysedDocument Current, AnalysedDocument Parsed);
}
