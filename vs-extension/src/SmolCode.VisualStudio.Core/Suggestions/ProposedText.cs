namespace SmolCode.VisualStudio.Suggestions;

/// <summary>A suggestion as the editor's proposals want it.</summary>
/// <param name="Start">Offset where it begins, in UTF-16 units.</param>
/// <param name="Length">How much it replaces; 0: it is an insertion, which the editor can go on with while the user types it.</param>
/// <param name="Text">What it puts there.</param>
public sealed record ProposedText(int Start, int Length, string Text)
{
    /// <summary>
    /// What the editor is to show of a suggestion: an insertion wherever what it replaces stands there already. Beside an open completion
    /// list the editor puts the selected item there itself and takes an insertion behind it only. Null: there is nothing to show.
    /// </summary>
    /// <param name="offer">The offer.</param>
    /// <param name="suggestion">One of its suggestions.</param>
    /// <param name="selected">What is selected in an open completion list; null: no list is open.</param>
    /// <param name="virtualSpaces">How far the cursor is behind the end of its line: the editor fills that with white space.</param>
    public static ProposedText? Of(SuggestionOffer offer, OfferedSuggestion suggestion, SelectedCompletion? selected, int virtualSpaces)
    {
        if (selected is not null)
        {
            return
                suggestion.Start == selected.Start
                && suggestion.End == selected.End
                && suggestion.Text.Length > selected.Text.Length
                && suggestion.Text.StartsWith(selected.Text, StringComparison.Ordinal)
                ? new ProposedText(selected.End, 0, suggestion.Text.Substring(selected.Text.Length))
                : null;
        }

        var text = suggestion.Text;
        var start = suggestion.Start;
        if (start <= offer.Cursor && start >= offer.TextStart)
        {
            var typed = offer.Text.Substring(start - offer.TextStart);
            if (text.StartsWith(typed, StringComparison.Ordinal))
            {
                text = text.Substring(typed.Length);
                start = offer.Cursor;
            }
        }

        if (virtualSpaces > 0)
        {
            var indent = text.Length - text.TrimStart(' ', '\t').Length;
            if (text.IndexOf('\t', 0, indent) >= 0)
            {
                // How wide a tab is here only the editor knows; it has indented to where the statement belongs.
                text = text.Substring(indent);
            }
            else if (indent > 0 && indent < virtualSpaces)
            {
                // It belongs further left, a closing brace for example, and an insertion can't go there.
                return null;
            }
            else
            {
                text = text.Substring(Math.Min(indent, virtualSpaces));
            }
        }

        var length = Math.Max(suggestion.End - start, 0);
        return text.Length == 0 && length == 0 ? null : new ProposedText(start, length, text);
    }
}
