using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using SmolCode.Inference.Engine.Ngrams;
using SmolCode.Inference.Prompting;

namespace SmolCode.Inference.Engine;

/// <summary>Log-probabilities of given continuations, and of what follows them, by one pass over the tree of their tokens.</summary>
internal sealed class ContinuationScorer(InferenceContext context, NgramPredictors predictors)
{
    private readonly TokenDistribution _distribution = new(context.Vocabulary.Count);
    private readonly List<int> _healing = [];

    /// <summary>Evaluates the prompt and the continuations.</summary>
    /// <exception cref="OperationCanceledException">It was stopped from outside.</exception>
    public ScoreResult Run(ScoreRequest request, EncodedPrompt prompt, NgramIndex index)
    {
        var start = Stopwatch.GetTimestamp();
        var ngrams = request.Ngrams is { Weight: > 0 } rules ? predictors.For(request.Prompt, rules, index) : null;
        var drafts = request.Continuations.Select(c => new Draft(request, prompt, c, context.Vocabulary, ngrams)).ToArray();
        var slot = context.Cache.Place(prompt.Tokens, drafts.Sum(d => d.MostTokens), request.Prompt.ReuseMoved);
        var reused = slot.Reused;
        var ready = context.Prefill(slot, prompt.Tokens);
        var prefilled = Stopwatch.GetTimestamp();
        var evaluated = 0;
        if (ready)
        {
            // The prompt's logits serve all trees, and the next batch overwrites them.
            var logits = context.LastLogits.ToArray();
            for (var done = 0; done < drafts.Length && ready; )
            {
                var (tree, count) = Grow(drafts.AsSpan(done));
                ready = Evaluate(tree, logits, slot, prompt.Tokens.Length, ref evaluated);
                done += count;
            }
        }

        if (context.Signal.StoppedFromOutside)
        {
            throw new OperationCanceledException();
        }

        return new ScoreResult
        {
            Scores = ready ? [.. drafts.Select(d => d.ToScore())] : [],
            PromptTokens = prompt.Tokens.Length,
            ReusedTokens = reused,
            EvaluatedTokens = evaluated,
            PrefillMs = Stopwatch.GetElapsedTime(start, prefilled).TotalMilliseconds,
            ScoreMs = Stopwatch.GetElapsedTime(prefilled).TotalMilliseconds,
            DeadlineReached = !ready,
        };
    }

    /// <summary>A tree of as many continuations as there are sequences for.</summary>
    private static (TokenTree Tree, int Count) Grow(ReadOnlySpan<Draft> drafts)
    {
        // One continuation needs two sequences at most: its own and one that leaves it for the suffix.
        var count = drafts.Length;
        while (true)
        {
            var tree = new TokenTree();
            foreach (var draft in drafts[..count])
            {
                draft.AddTo(tree);
            }

            tree.Complete();
            if (tree.Leaves <= InferenceContext.MaxBranches || count == 1)
            {
                return (tree, count);
            }

            count = (count + 1) / 2;
        }
    }

    private bool Evaluate(TokenTree tree, float[] promptLogits, KvCache.Slot slot, int position, ref int evaluated)
    {
        Answer(tree.Nodes[0], promptLogits);
        var sequences = new List<int>();
        try
        {
            // From the leaves up: every node belongs to the sequences of all leaves behind it.
            for (var i = tree.Nodes.Count - 1; i > 0; i--)
            {
                var node = tree.Nodes[i];
                if (!node.Evaluated)
                {
                    continue;
                }

                if (node.Sequences.Count == 0)
                {
                    var sequence = context.Cache.Fork(slot.Sequence);
                    sequences.Add(sequence);
                    node.Sequences.Add(sequence);
                }

                tree.Nodes[node.Parent].Sequences.AddRange(node.Sequences);
            }

            var ordered = tree.Nodes.Where(n => n.Evaluated).OrderBy(n => n.Depth).ToArray();
            foreach (var part in ordered.Chunk(InferenceContext.BatchSize))
            {
                if (!context.DecodeTree(part, position - 1))
                {
                    return false;
                }

                evaluated += part.Length;
                for (var i = 0; i < part.Length; i++)
                {
                    if (part[i].Wanted.Count > 0)
                    {
                        Answer(part[i], context.Logits(i));
                    }
                }
            }

            return true;
        }
        finally
        {
            sequences.ForEach(context.Cache.Drop);
        }
    }

    private void Answer(TokenTree.Node node, ReadOnlySpan<float> logits)
    {
        _distribution.Set(logits);
        byte[]? last = null;
        var offset = 0.0;
        foreach (var (token, given, receive) in node.Wanted)
        {
            if (last is null || !last.AsSpan().SequenceEqual(given))
            {
                last = given;
                offset = 0;
                if (given.Length > 0)
                {
                    _healing.Clear();
                    context.Vocabulary.AddMatches(given, _healing);
                    offset = _distribution.LogProbability(_healing);
                }
            }

            receive(_distribution.LogProbability(token) - offset);
        }
    }

    /// <summary>One continuation while its scores come in.</summary>
    private sealed class Draft
    {
        private readonly Vocabulary _vocabulary;
        private readonly byte[] _known;
        private readonly int _heldBack;
        private readonly int[] _tokens;
        private readonly int _shared;
        private readonly int[] _suffix;
        private readonly double[] _scores;
        private readonly NgramEvidence[] _elsewhere;
        private readonly double[] _suffixScores;
        private readonly bool _hasSuffix;

        public Draft(ScoreRequest request, EncodedPrompt prompt, string text, Vocabulary vocabulary, NgramPredictor? ngrams)
        {
            _vocabulary = vocabulary;
            _heldBack = prompt.HeldBack.Length;
            _known = [.. prompt.HeldBack, .. Encoding.UTF8.GetBytes(PromptText.Normalise(text))];
            // Nothing is asked of an empty continuation.
            _tokens = text.Length == 0 ? [] : vocabulary.Encode(_known);
            _scores = new double[_tokens.Length];
            _elsewhere = new NgramEvidence[_tokens.Length];
            var done = 0;
            for (var i = 0; ngrams is not null && i < _tokens.Length; i++)
            {
                var mixture = ngrams.Mix(prompt.End(_tokens.AsSpan(0, i), NgramSegment.MaxLength), prompt.HeldAfter(done), vocabulary);
                _elsewhere[i] = mixture.Of(_tokens[i]);
                done += vocabulary.Bytes(_tokens[i]).Length;
            }

            _hasSuffix = !string.IsNullOrEmpty(request.Suffix);
            _suffix = [];
            if (_hasSuffix)
            {
                // The last token may go on in the suffix: it is held back in its turn.
                _shared = _tokens.Length - PrefixTokens.CountHeldBack(vocabulary, _tokens);
                var held = _known[Length(_tokens.AsSpan(0, _shared))..];
                // A token has some characters; a few more cost nothing.
                var length = Math.Min(request.Suffix!.Length, request.MaxSuffixTokens * 24);
                var suffix = vocabulary.Encode([.. held, .. Encoding.UTF8.GetBytes(PromptText.Normalise(request.Suffix[..length]))]);
                _suffix = suffix[..Math.Min(suffix.Length, Math.Max(1, request.MaxSuffixTokens))];
            }

            _suffixScores = new double[_suffix.Length];
        }

        /// <summary>Cells that it takes at most.</summary>
        public int MostTokens => _tokens.Length + _suffix.Length;

        public void AddTo(TokenTree tree)
        {
            var node = 0;
            var branch = 0;
            var done = 0;
            for (var i = 0; i < _tokens.Length; i++)
            {
                var at = i;
                branch = i == _shared ? node : branch;
                node = tree.Score(
                    node,
                    _tokens[i],
                    _known[Math.Min(done, _heldBack).._heldBack],
                    s => _scores[at] = _elsewhere[at].LogProbability(s)
                );
                done += _vocabulary.Bytes(_tokens[i]).Length;
            }

            if (!_hasSuffix)
            {
                return;
            }

            node = _shared == _tokens.Length ? node : branch;
            done = Length(_tokens.AsSpan(0, _shared));
            for (var i = 0; i < _suffix.Length; i++)
            {
                var at = i;
                node = tree.Score(node, _suffix[i], _known[Math.Min(done, _known.Length)..], s => _suffixScores[at] = s);
                done += _vocabulary.Bytes(_suffix[i]).Length;
            }
        }

        public ContinuationScore ToScore()
        {
            var tokens = ImmutableArray.CreateBuilder<TokenScore>(_tokens.Length);
            var bytes = 0;
            for (var i = 0; i < _tokens.Length; i++)
            {
                bytes += _vocabulary.Bytes(_tokens[i]).Length;
                var end = Math.Max(0, bytes - _heldBack);
                tokens.Add(
                    new TokenScore(Encoding.UTF8.GetCharCount(_known, _heldBack, Math.Min(end, _known.Length - _heldBack)), _scores[i])
                    {
                        Matched = _elsewhere[i].Matched,
                    }
                );
            }

            return new ContinuationScore(_scores.Sum(), tokens.MoveToImmutable(), _hasSuffix ? _suffixScores.Sum() : null, _suffix.Length);
        }

        private int Length(ReadOnlySpan<int> tokens)
        {
            var length = 0;
            foreach (var token in tokens)
            {
                length += _vocabulary.Bytes(token).Length;
            }

            return length;
        }
    }
}
