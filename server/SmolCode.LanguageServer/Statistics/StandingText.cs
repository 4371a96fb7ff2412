using Microsoft.CodeAnalysis.Text;

namespace SmolCode.LanguageServer.Statistics;

/// <summary>How much of a piece of a document is still what it was, followed through edits by position; the text itself is not kept.</summary>
internal sealed class StandingText(TextSpan span)
{
    private readonly int _length = span.Length;
    private List<TextSpan> _pieces = [span];

    /// <summary>The share of its UTF-16 units that no edit has touched, 0 to 1.</summary>
    public double Share => _length == 0 ? 1 : _pieces.Sum(p => p.Length) / (double)_length;

    /// <summary>An edit was made; its span is in the text before it.</summary>
    public void Apply(TextChangeRange edit)
    {
        var moved = edit.NewLength - edit.Span.Length;
        List<TextSpan> left = new(_pieces.Count + 1);
        foreach (var piece in _pieces)
        {
            if (piece.End <= edit.Span.Start)
            {
                left.Add(piece);
            }
            else if (piece.Start >= edit.Span.End)
            {
                left.Add(new TextSpan(piece.Start + moved, piece.Length));
            }
            else
            {
                if (piece.Start < edit.Span.Start)
                {
                    left.Add(TextSpan.FromBounds(piece.Start, edit.Span.Start));
                }

                if (piece.End > edit.Span.End)
                {
                    left.Add(new TextSpan(edit.Span.End + moved, piece.End - edit.Span.End));
                }
            }
        }

        _pieces = left;
    }
}
