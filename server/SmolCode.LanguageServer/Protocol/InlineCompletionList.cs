using System.Collections.Immutable;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>The answer to <c>textDocument/inlineCompletion</c>.</summary>
/// <param name="Items">The suggestions, best first.</param>
internal sealed record InlineCompletionList(ImmutableArray<InlineCompletionItem> Items);
