using System.Collections.Immutable;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Answer of <c>smolcode/explain</c>.</summary>
/// <param name="Markdown">All of it, as Markdown.</param>
/// <param name="Sentences">Its sentences.</param>
/// <param name="DroppedSentences">Sentences by the model that did not hold against the facts.</param>
internal sealed record ExplainResult(string Markdown, ImmutableArray<ExplainedSentence> Sentences, int DroppedSentences);
