namespace SmolCode.VisualStudio.Suggestions;

/// <summary>A wish for suggestions.</summary>
/// <param name="Uri">The document.</param>
/// <param name="Text">Its whole text.</param>
/// <param name="Cursor">Offset in UTF-16 units.</param>
/// <param name="ByHand">The user asked for it; otherwise it comes from typing.</param>
/// <param name="Selected">What is selected in an open completion list; null: no list is open.</param>
public sealed record SuggestionRequest(string Uri, string Text, int Cursor, bool ByHand, SelectedCompletion? Selected = null);
