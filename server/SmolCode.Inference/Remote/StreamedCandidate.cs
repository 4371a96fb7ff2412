using System.Collections.Immutable;
using System.Text;
using SmolCode.Inference.Engine;

namespace SmolCode.Inference.Remote;

/// <summary>One candidate while its text arrives; ended here by the stop rules, whatever the server still has to say.</summary>
internal sealed class StreamedCandidate(GenerateRequest request, StopScanner stop, string heldBack)
{
    private readonly StringBuilder _raw = new();
    private readonly List<TokenScore> _tokens = [];
    private int _count;
    private bool _lacksScores;

    /// <summary>The text after the cursor, as far as it is known.</summary>
    public string Text { get; private set; } = request.ForcedPrefix;

    /// <summary>What ended it; null while it goes on.</summary>
    public FinishReason? Finish { get; private set; }

    /// <summary>The server told the log-probability of every token.</summary>
    public bool HasScores => !_lacksScores && _tokens.Count > 0;

    /// <summary>Tokens that arrived; an estimate where the server tells no log-probabilities, one for each piece.</summary>
    public int Count => _count;

    /// <summary>What arrived begins with one of the names that were allowed.</summary>
    public bool IsAllowed
    {
        get
        {
            if (request.AllowedNames.IsDefaultOrEmpty)
            {
                return true;
            }

            var text = Text.AsSpan(Math.Min(request.ForcedPrefix.Length, Text.Length));
            var length = 0;
            while (length < text.Length && (char.IsLetterOrDigit(text[length]) || text[length] == '_'))
            {
                length++;
            }

            return request.AllowedNames.Contains(text[..length].ToString());
        }
    }

    /// <summary>Takes a piece.</summary>
    public void Add(CompletionChunk chunk)
    {
        if (Finish is not null)
        {
            return;
        }

        var start = _raw.Length;
        _raw.Append(chunk.Text);
        var raw = _raw.ToString();
        var skipped = CommonPrefix(raw, heldBack);
        var text = request.ForcedPrefix + raw[skipped..];
        if (chunk.Text.Length > 0 || chunk.Tokens.Length > 0)
        {
            _count += Math.Max(1, chunk.Tokens.Length);
            _lacksScores |= chunk.Tokens.IsEmpty;
        }

        // Nothing but white space that the prompt held back: more of it may come.
        var end = skipped == raw.Length ? null : stop.FindEnd(text);
        Text = end is { } at ? text[..at] : text;
        var tokenEnd = start;
        for (var i = 0; i < chunk.Tokens.Length; i++)
        {
            // A token that is part of a character has no text of its own.
            tokenEnd = i == chunk.Tokens.Length - 1 ? raw.Length : Math.Min(raw.Length, tokenEnd + chunk.Tokens[i].Text.Length);
            var textEnd = Math.Max(0, tokenEnd - skipped) + request.ForcedPrefix.Length;
            _tokens.Add(new TokenScore(Math.Min(textEnd, Text.Length), chunk.Tokens[i].LogProbability));
            if (end is not null && textEnd > Text.Length)
            {
                // What comes behind the one that ended it is no part of it.
                break;
            }
        }

        Finish =
            end is not null ? FinishReason.Stop
            : chunk.IsLast ? (chunk.IsLength ? FinishReason.Length : FinishReason.EndOfText)
            : _count >= request.Stop.MaxTokens ? FinishReason.Length
            : null;
    }

    /// <summary>Nothing more comes.</summary>
    public void End() => Finish ??= FinishReason.EndOfText;

    /// <summary>The result.</summary>
    /// <param name="logProbability">Its log-probability where the server told none.</param>
    public Hypothesis ToHypothesis(double logProbability)
    {
        ImmutableArray<TokenScore> tokens = HasScores ? [.. _tokens] : [];
        var sum = HasScores ? tokens.Sum(t => t.LogProbability) : logProbability;
        return new Hypothesis(Text, sum, tokens, Finish ?? FinishReason.Deadline) { ModelLogProbability = HasScores ? sum : null };
    }

    private static int CommonPrefix(string text, string other)
    {
        var length = 0;
        while (length < text.Length && length < other.Length && text[length] == other[length])
        {
            length++;
        }

        return length;
    }
}
