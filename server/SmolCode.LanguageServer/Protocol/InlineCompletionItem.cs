namespace SmolCode.LanguageServer.Protocol;

/// <summary>One suggestion.</summary>
/// <param name="InsertText">The text that replaces the range.</param>
/// <param name="Range">What is replaced.</param>
/// <param name="Command">Run by the client after the text was inserted; its first argument is the suggestion's id.</param>
internal sealed record InlineCompletionItem(string InsertText, Range? Range = null, Command? Command = null);
