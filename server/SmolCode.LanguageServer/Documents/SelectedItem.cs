using Microsoft.CodeAnalysis.Text;
using SmolCode.Completion;

namespace SmolCode.LanguageServer.Documents;

/// <summary>The item that is selected in the editor's list, which a suggestion goes on from: it starts where that does and has more.</summary>
internal static class SelectedItem
{
    /// <summary>
    /// The suggestion as the editor needs it: begun where the item begins, with what stands before it there. As it is where no item is selected;
    /// null where it does not go on from the item.
    /// </summary>
    /// <param name="text">The suggestion's text.</param>
    /// <param name="range">What it replaces in <paramref name="document"/>.</param>
    /// <param name="options">The item (<see cref="CompletionOptions.RequiredPrefix"/>) and where it begins.</param>
    /// <param name="document">The document.</param>
    public static (string Text, TextSpan Range)? Extend(string text, TextSpan range, CompletionOptions options, SourceText document)
    {
        if (options.RequiredPrefix is not { } item)
        {
            return (text, range);
        }

        if (options.ReplaceStart is not { } start || start > range.Start)
        {
            return null;
        }

        var whole = document.ToString(TextSpan.FromBounds(start, range.Start)) + text;
        return whole.Length > item.Length && whole.StartsWith(item, StringComparison.Ordinal)
            ? (whole, TextSpan.FromBounds(start, range.End))
            : null;
    }
}
