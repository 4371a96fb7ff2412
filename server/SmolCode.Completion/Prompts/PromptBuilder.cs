using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.Inference;

namespace SmolCode.Completion.Prompts;

/// <summary>
/// Packs what is known into a prompt. Stable parts come first (declarations, similar code, what follows the cursor), the text before the
/// cursor last, so that a keystroke appends to what the KV cache holds.
/// </summary>
internal static class PromptBuilder
{
    private const int MaxWindowCharacters = 1200;

    /// <summary>Builds the prompt of a hole.</summary>
    public static FillInPrompt Build(
        DocumentSnapshot snapshot,
        Hole hole,
        ImmutableArray<CodeWindow> facts,
        ImmutableArray<CodeWindow> similar,
        TokenBudget budget,
        CompletionPolicy policy
    )
    {
        var plain = IsPlain(policy);
        var start = StartOfPrefix(snapshot, hole, budget, policy);
        var prefix = Normalise(snapshot.Text.ToString(new(start, hole.Position - start)));
        return new FillInPrompt
        {
            Context = [.. Declarations(facts, budget).Concat(similar.Select(w => new ContextFile(w.Path, Shorten(w.Text))))],
            Suffix = policy.Suffix ? SuffixAfter(snapshot, hole, budget) : null,
            Path = plain ? null : snapshot.RelativePath,
            Prefix = prefix,
            MaxSuffixTokens = budget.Suffix,
            MaxTokens = budget.Total,
            Format = plain ? FillInFormat.Plain : FillInFormat.Automatic,
        };
    }

    /// <summary>The part of the document that a prompt shows around the cursor, as far as that is known before it is cut into tokens.</summary>
    public static TextSpan Shown(DocumentSnapshot snapshot, Hole hole, TokenBudget budget, CompletionPolicy policy) =>
        TextSpan.FromBounds(
            StartOfPrefix(snapshot, hole, budget, policy),
            policy.Suffix
                ? Math.Min(snapshot.Text.Length, hole.Position + (int)(budget.Suffix * PrefixStart.CharactersPerToken))
                : hole.Position
        );

    /// <summary>A baseline without any context is the model on the text alone, which then has the whole budget.</summary>
    private static bool IsPlain(CompletionPolicy policy) => !policy.Adapter && !policy.SimilarCode && !policy.TypedFacts && !policy.Suffix;

    private static int StartOfPrefix(DocumentSnapshot snapshot, Hole hole, TokenBudget budget, CompletionPolicy policy) =>
        PrefixStart.Find(snapshot.Text, hole.Position, IsPlain(policy) ? budget.Total : budget.Prefix);

    /// <summary>
    /// What follows the cursor. Closers that the editor put there are left out: the model then writes the rest of the line itself, and the
    /// suggestion replaces them.
    /// </summary>
    private static string SuffixAfter(DocumentSnapshot snapshot, Hole hole, TokenBudget budget)
    {
        var from = hole.Position + hole.Closers.Length;
        var length = Math.Min(snapshot.Text.Length - from, budget.Suffix * 12);
        if (length > 0 && char.IsHighSurrogate(snapshot.Text[from + length - 1]))
        {
            length--;
        }

        return length > 0 ? Normalise(snapshot.Text.ToString(new(from, length))) : "";
    }

    private static List<ContextFile> Declarations(ImmutableArray<CodeWindow> facts, TokenBudget budget)
    {
        var room = budget.Facts * PrefixStart.CharactersPerToken;
        var chosen = new List<ContextFile>();
        foreach (var fact in facts.Reverse())
        {
            var text = Shorten(fact.Text);
            room -= text.Length + fact.Path.Length;
            if (room < 0)
            {
                break;
            }

            chosen.Add(new ContextFile(fact.Path, text));
        }

        chosen.Reverse();
        return chosen;
    }

    private static string Shorten(string text)
    {
        text = Normalise(text);
        if (text.Length <= MaxWindowCharacters)
        {
            return text;
        }

        var end = text.LastIndexOf('\n', MaxWindowCharacters);
        return end > 0 ? text[..end] : text[..MaxWindowCharacters];
    }

    private static string Normalise(string text) =>
        text.Contains('\r') ? new StringBuilder(text).Replace("\r\n", "\n").Replace('\r', '\n').ToString() : text;
}
