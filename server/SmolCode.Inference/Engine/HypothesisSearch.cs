using System.Diagnostics;
using SmolCode.Inference.Prompting;

namespace SmolCode.Inference.Engine;

/// <summary>
/// Decodes continuations of a prompt: greedy, sampled, or beam search with all live hypotheses in one batch. Answers begin with the bytes
/// held back by token healing and the forced prefix, in whatever tokens the model likes best for them.
/// </summary>
internal sealed class HypothesisSearch
{
    // A live hypothesis is given up when it could not become the worst one of those kept even if its next tokens were certain. This many:
    // with all that are left the bound would never bind (log-probability / tokens^0.8 shrinks towards 0 with length).
    private const int CertainTokens = 4;

    private readonly InferenceContext _context;
    private readonly TokenDistribution _distribution;
    private readonly List<int> _allowed = [];
    private readonly List<int> _healing = [];
    private readonly List<int> _best = [];

    /// <summary>Searches with <paramref name="context"/>.</summary>
    public HypothesisSearch(InferenceContext context)
    {
        _context = context;
        _distribution = new TokenDistribution(context.Vocabulary.Count);
    }

    /// <summary>Evaluates the prompt and decodes.</summary>
    /// <exception cref="OperationCanceledException">It was stopped from outside.</exception>
    public GenerateResult Run(GenerateRequest request, EncodedPrompt prompt)
    {
        var width = Math.Clamp(request.Hypotheses, 1, InferenceContext.MaxHypotheses);
        var maxTokens = Math.Max(1, request.Stop.MaxTokens);
        var start = Stopwatch.GetTimestamp();
        var slot = _context.Cache.Place(prompt.Tokens, (width + 1) * maxTokens);
        var reused = slot.Tokens.Count;
        var ready = _context.Prefill(slot, prompt.Tokens);
        ThrowIfStopped();
        var prefilled = Stopwatch.GetTimestamp();
        var pool = new HypothesisPool(width, request.LengthExponent);
        var reached = !ready;
        if (ready)
        {
            var job = new Job(
                request,
                prompt,
                [.. prompt.HeldBack, .. System.Text.Encoding.UTF8.GetBytes(request.ForcedPrefix)],
                new StopScanner(request.Stop, PromptText.Normalise(request.Prompt.Prefix)),
                width,
                maxTokens
            );
            reached = !Decode(job, slot, pool);
            ThrowIfStopped();
        }

        return new GenerateResult
        {
            Hypotheses = pool.Ranked(FinishReason.Deadline),
            PromptTokens = prompt.Tokens.Length,
            ReusedTokens = reused,
            PrefillMs = Stopwatch.GetElapsedTime(start, prefilled).TotalMilliseconds,
            DecodeMs = Stopwatch.GetElapsedTime(prefilled).TotalMilliseconds,
            DeadlineReached = reached,
        };
    }

    private void ThrowIfStopped()
    {
        if (_context.Signal.StoppedFromOutside)
        {
            throw new OperationCanceledException();
        }
    }

    /// <summary>Runs the steps; false when they were stopped.</summary>
    private bool Decode(Job job, KvCache.Slot slot, HypothesisPool pool)
    {
        var root = new Branch(PartialHypothesis.Empty, slot.Sequence, null);
        var live = new List<Branch>();
        var step = new Step(job, pool);
        try
        {
            Expand(step, [root], _ => _context.LastLogits);
            live = Advance(step, [root], slot);
            while (live.Count > 0)
            {
                var batch = new (int Token, int Position, int Sequence)[live.Count];
                for (var i = 0; i < live.Count; i++)
                {
                    var tokens = live[i].Hypothesis.Tokens;
                    batch[i] = (tokens[^1], job.Prompt.Tokens.Length + tokens.Length - 1, live[i].Sequence);
                }

                if (!_context.DecodeTogether(batch))
                {
                    // At the deadline what goes on still is an answer too.
                    live.ForEach(b => pool.AddUnfinished(b.Hypothesis));
                    return false;
                }

                Expand(step, live, _context.Logits);
                live = Advance(step, live, slot);
            }

            return true;
        }
        finally
        {
            if (step.Kept is { } kept)
            {
                _context.Cache.Adopt(slot, kept.Sequence, kept.Hypothesis.Tokens.AsSpan());
                _context.Cache.Drop(kept.Sequence);
            }

            live.ForEach(b => _context.Cache.Drop(b.Sequence));
        }
    }

    private delegate ReadOnlySpan<float> LogitsOf(int index);

    /// <summary>Fills <see cref="Step.Candidates"/> with the ways that the branches may go on, best first.</summary>
    private void Expand(Step step, List<Branch> branches, LogitsOf logits)
    {
        var job = step.Job;
        step.Candidates.Clear();
        for (var i = 0; i < branches.Count; i++)
        {
            _distribution.Set(logits(i));
            var offset = Constrain(job, branches[i].Hypothesis);
            var constrained = branches[i].Hypothesis.Bytes.Length < job.Required.Length;
            if (job.Request.Sampling is { } sampling)
            {
                // The first step draws once for every sample.
                var randoms = branches[i].Random is { } random
                    ? [random]
                    : Enumerable.Range(0, job.Width).Select(n => new Random(sampling.Seed + n)).ToArray();
                foreach (var each in randoms)
                {
                    if (!constrained || _allowed.Count > 0)
                    {
                        var token = _distribution.Sample(sampling, each, constrained ? _allowed : null);
                        step.Candidates.Add(new Candidate(i, token, _distribution.LogProbability(token) - offset, each));
                    }
                }

                continue;
            }

            // Two more than needed, as some end and leave room. Greedy decoding looks at the best one only.
            var count = job.Width == 1 ? 1 : job.Width + 2;
            _best.Clear();
            if (constrained)
            {
                _distribution.AddBest(count, _allowed, _best);
            }
            else
            {
                _distribution.AddBest(count, _best);
            }

            foreach (var token in _best)
            {
                step.Candidates.Add(new Candidate(i, token, _distribution.LogProbability(token) - offset, null));
            }
        }

        if (job.Request.Sampling is null)
        {
            var ordered = step.Candidates.OrderByDescending(c => branches[c.Branch].Hypothesis.LogProbability + c.LogProbability).ToArray();
            step.Candidates.Clear();
            step.Candidates.AddRange(ordered);
        }
    }

    /// <summary>
    /// Fills the tokens that agree with the bytes still required. Returns the log-probability of the healed bytes that the token's is to
    /// be taken relative to: they stand in the text already, so that only what comes after them counts.
    /// </summary>
    private double Constrain(Job job, PartialHypothesis hypothesis)
    {
        _allowed.Clear();
        var done = hypothesis.Bytes.Length;
        if (done >= job.Required.Length)
        {
            return 0;
        }

        _context.Vocabulary.AddMatches(job.Required.AsSpan(done), _allowed);
        var held = job.Prompt.HeldBack.Length;
        if (done >= held)
        {
            return 0;
        }

        _healing.Clear();
        _context.Vocabulary.AddMatches(job.Required.AsSpan(done, held - done), _healing);
        return _distribution.LogProbability(_healing);
    }

    /// <summary>Moves finished candidates to the pool and gives the best others their sequences.</summary>
    private List<Branch> Advance(Step step, List<Branch> parents, KvCache.Slot slot)
    {
        var (job, pool) = (step.Job, step.Pool);
        var next = new List<(PartialHypothesis Hypothesis, int Parent, Random? Random)>();
        foreach (var candidate in step.Candidates)
        {
            if (next.Count == job.Width)
            {
                break;
            }

            var parent = parents[candidate.Branch];
            var hypothesis = _context.Vocabulary.IsSpecial(candidate.Token)
                ? parent.Hypothesis.End(candidate.LogProbability)
                : parent.Hypothesis.Extend(
                    candidate.Token,
                    _context.Vocabulary.Bytes(candidate.Token),
                    candidate.LogProbability,
                    job.Prompt.HeldBack.Length,
                    job.Stop,
                    job.MaxTokens
                );
            if (hypothesis.Finish is null)
            {
                next.Add((hypothesis, candidate.Branch, candidate.Random));
            }
            else if (pool.Add(hypothesis, merge: job.Request.Sampling is null))
            {
                Keep(step, parent, slot);
            }
        }

        if (job.Request.Sampling is null)
        {
            next.RemoveAll(n => pool.IsHopeless(n.Hypothesis, job.MaxTokens, CertainTokens));
        }

        var cache = _context.Cache;
        var inherited = new int?[parents.Count];
        for (var i = 0; i < parents.Count; i++)
        {
            if (parents[i].Sequence == slot.Sequence)
            {
                continue;
            }

            if (next.Exists(n => n.Parent == i))
            {
                inherited[i] = parents[i].Sequence;
            }
            else
            {
                cache.Drop(parents[i].Sequence);
            }
        }

        var branches = new List<Branch>();
        foreach (var (hypothesis, parent, random) in next)
        {
            // The first child goes on in its parent's sequence, which is copied for the others before anything is added to it.
            var sequence = inherited[parent] ?? cache.Fork(parents[parent].Sequence);
            inherited[parent] = null;
            branches.Add(new Branch(hypothesis, sequence, random));
        }

        return branches;
    }

    /// <summary>Remembers the cells of the best hypothesis: when it is accepted, the next prompt goes on with its tokens.</summary>
    private void Keep(Step step, Branch parent, KvCache.Slot slot)
    {
        if (step.Kept is { } old)
        {
            _context.Cache.Drop(old.Sequence);
            step.Kept = null;
        }

        if (parent.Sequence != slot.Sequence)
        {
            step.Kept = parent with { Sequence = _context.Cache.Fork(parent.Sequence) };
        }
    }

    /// <summary>What is asked for.</summary>
    private sealed record Job(GenerateRequest Request, EncodedPrompt Prompt, byte[] Required, StopScanner Stop, int Width, int MaxTokens);

    /// <summary>A live hypothesis: all its tokens but the last are in the cache.</summary>
    private sealed record Branch(PartialHypothesis Hypothesis, int Sequence, Random? Random);

    private readonly record struct Candidate(int Branch, int Token, double LogProbability, Random? Random);

    private sealed class Step(Job job, HypothesisPool pool)
    {
        public Job Job => job;

        public HypothesisPool Pool => pool;

        public List<Candidate> Candidates { get; } = [];

        public Branch? Kept { get; set; }
    }
}
