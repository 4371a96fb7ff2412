using System.Collections.Immutable;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>A sentence of an explanation.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Origin"><c>fact</c>: a template from facts of the compiler; <c>model</c>: the model, checked against them.</param>
/// <param name="Spans">What it speaks of.</param>
internal sealed record ExplainedSentence(string Text, string Origin, ImmutableArray<Range> Spans);
