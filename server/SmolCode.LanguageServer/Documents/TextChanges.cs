using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;
using SmolCode.LanguageServer.Protocol;

namespace SmolCode.LanguageServer.Documents;

/// <summary>Applies the edits of <c>textDocument/didChange</c>.</summary>
internal static class TextChanges
{
    /// <summary>A text as the client sent it.</summary>
    public static SourceText ToSourceText(string text) => SourceText.From(text, Encoding.UTF8, SourceHashAlgorithm.Sha256);

    /// <summary>
    /// The text after <paramref name="changes"/>, each applied to the result of those before it. Never throws: what lies outside the
    /// text is clamped, ends that stand before their start change places.
    /// </summary>
    /// <param name="document">The document before the changes.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="encoding">The unit of their positions.</param>
    /// <param name="clamped">How many of them reached outside the text.</param>
    /// <param name="edits">Takes what really changed, each in the text that the ones before it left.</param>
    public static SourceText Apply(
        OpenDocument document,
        ImmutableArray<TextDocumentContentChangeEvent> changes,
        PositionEncoding encoding,
        out int clamped,
        ICollection<TextChangeRange>? edits = null
    )
    {
        clamped = 0;
        var text = document.Text;
        var lines = document.Lines;
        foreach (var change in changes)
        {
            if (change.Range is not { } range)
            {
                edits?.Add(TextDifference.Of(text, new TextSpan(0, text.Length), change.Text));
                text = ToSourceText(change.Text);
            }
            else
            {
                var start = lines.ToOffset(range.Start, encoding, out var startClamped);
                var end = lines.ToOffset(range.End, encoding, out var endClamped);
                clamped += startClamped || endClamped || end < start ? 1 : 0;
                var span = TextSpan.FromBounds(Math.Min(start, end), Math.Max(start, end));
                edits?.Add(TextDifference.Of(text, span, change.Text));
                text = text.WithChanges(new TextChange(span, change.Text));
            }

            lines = new LineIndex(text);
        }

        return text;
    }
}
