using System.Diagnostics;
using SmolCode.Inference.Engine.Ngrams;
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

    // With several threads, batches of other sizes round differently: a lead smaller than this is looked at again with a batch of one, so that
    // drafts change the text as little as threads do. Over 320 tokens of C# with two threads the two leads differed by 0.09 in the median, 0.29
    // at the 95th percentile, 0.72 at most; with one thread not at all (docs/engine.md).
    private const double CertainLead = 0.3;

    // Bytes: some three tokens.
    private const int LongForcedPrefix = 12;

    private readonly InferenceContext _context;
    private readonly TokenDistribution _distribution;
    private readonly NgramPredictors _predictors;
    private readonly DraftGuesser _guesser;
    private readonly List<int> _allowed = [];
    private readonly List<int> _healing = [];
    private readonly List<int> _best = [];
    private readonly HashSet<int> _permitted = [];
    private readonly List<(int Token, int Length)> _draft = [];

    /// <summary>Searches with <paramref name="context"/>.</summary>
    public HypothesisSearch(InferenceContext context, NgramPredictors predictors)
    {
        _context = context;
        _distribution = new TokenDistribution(context.Vocabulary.Count);
        _predictors = predictors;
        _guesser = new DraftGuesser(context.Costs);
    }

    /// <summary>Evaluates the prompt and decodes.</summary>
    /// <exception cref="OperationCanceledException">It was stopped from outside.</exception>
    /// <param name="request">What is asked for.</param>
    /// <param name="prompt">Its prompt.</param>
    /// <param name="index">The workspace's n-grams.</param>
    public GenerateResult Run(GenerateRequest request, EncodedPrompt prompt, NgramIndex index)
    {
        var width = Math.Clamp(request.Hypotheses, 1, InferenceContext.MaxHypotheses);
        var maxTokens = Math.Max(1, request.Stop.MaxTokens);
        var start = Stopwatch.GetTimestamp();
        byte[] required = [.. prompt.HeldBack, .. System.Text.Encoding.UTF8.GetBytes(request.ForcedPrefix)];
        var forced = Forced(required, prompt.HeldBack.Length);
        var slot = _context.Cache.Place(
            prompt.Tokens,
            ((width + 1) * maxTokens) + forced.Length + DraftGuesser.Longest,
            request.Prompt.ReuseMoved
        );
        var reused = slot.Reused;
        var ready = _context.Prefill(slot, prompt.Tokens);
        ThrowIfStopped();
        var prefilled = Stopwatch.GetTimestamp();
        var pool = new HypothesisPool(width, request.LengthExponent);
        var reached = !ready;
        Step? step = null;
        if (ready)
        {
            var job = new Job(
                request,
                prompt,
                new ContinuationTrie(
                    _context.Vocabulary,
                    required,
                    request.AllowedNames.IsDefaultOrEmpty ? [] : [.. request.AllowedNames.Select(System.Text.Encoding.UTF8.GetBytes)]
                ),
                forced,
                new StopScanner(request.Stop, PromptText.Normalise(request.Prompt.Prefix), request.Prompt.Suffix),
                width,
                maxTokens,
                Ngrams(request, index)
            );
            step = new Step(job, pool);
            reached = !Decode(step, slot);
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
            DraftedTokens = step?.Drafted ?? 0,
            AcceptedTokens = step?.Accepted ?? 0,
            NgramTexts = step?.Job is { Ngrams: { Rules.Proposals: > 0 } ngrams, Stop: var stop }
                ? new NgramContinuations(_context.Vocabulary, ngrams).Find(prompt, stop, maxTokens, ngrams.Rules.Proposals)
                : [],
        };
    }

    private NgramPredictor? Ngrams(GenerateRequest request, NgramIndex index)
    {
        if (
            request.Ngrams is not { } rules
            || request.Sampling is not null
            || (rules.Weight <= 0 && rules.Proposals <= 0 && !(rules.Drafts && request.Hypotheses <= 1))
        )
        {
            return null;
        }

        return _predictors.For(request.Prompt, rules, index);
    }

    /// <summary>
    /// The first tokens of the required bytes: all but the last ones, which may go on in the answer. They are evaluated in one batch, where
    /// decoding would take a step for each.
    /// </summary>
    private int[] Forced(ReadOnlySpan<byte> required, int heldBack)
    {
        // Short ones are left to the search, which tries all ways to cut them into tokens.
        if (required.Length - heldBack < LongForcedPrefix || !System.Text.Unicode.Utf8.IsValid(required))
        {
            return [];
        }

        var tokens = _context.Vocabulary.Encode(System.Text.Encoding.UTF8.GetString(required));
        return tokens[..^Math.Max(1, PrefixTokens.CountHeldBack(_context.Vocabulary, tokens))];
    }

    private void ThrowIfStopped()
    {
        if (_context.Signal.StoppedFromOutside)
        {
            throw new OperationCanceledException();
        }
    }

    /// <summary>Runs the steps; false when they were stopped.</summary>
    private bool Decode(Step step, KvCache.Slot slot)
    {
        var root = new Branch(PartialHypothesis.Empty, slot.Sequence, null);
        List<Branch> live = [];
        var (job, pool) = (step.Job, step.Pool);
        try
        {
            LogitsOf logits = _ => _context.LastLogits;
            if (job.Forced.Length > 0)
            {
                root = root with { Sequence = _context.Cache.Fork(slot.Sequence) };
                live = [root];
                if (!Force(job, live))
                {
                    return false;
                }

                root = live[0];
                if (root.Hypothesis.Finish is not null)
                {
                    pool.Add(root.Hypothesis, merge: false);
                    return true;
                }

                logits = _ => _context.Logits((job.Forced.Length - 1) % InferenceContext.BatchSize);
            }

            Expand(step, [root], logits);
            live = Advance(step, [root], slot);
            while (live.Count > 0)
            {
                var done =
                    job.Ngrams is { Rules.Drafts: true } && job.Width == 1
                        ? StepWithDraft(step, ref live, slot)
                        : StepTogether(step, ref live, slot);
                if (!done)
                {
                    // At the deadline what goes on still is an answer too.
                    live.ForEach(b => pool.AddUnfinished(b.Hypothesis));
                    return false;
                }
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

    /// <summary>Goes through the first tokens of what is required, evaluated together.</summary>
    private bool Force(Job job, List<Branch> live)
    {
        var (forced, position) = (job.Forced, job.Prompt.Tokens.Length);
        for (var start = 0; start < forced.Length; start += InferenceContext.BatchSize)
        {
            var count = Math.Min(InferenceContext.BatchSize, forced.Length - start);
            // The first token's logits are the prompt's, or the last of the batch before.
            var first = Score(job, live[0].Hypothesis, forced[start], _context.LastLogits);
            var batch = new (int Token, int Position, int Sequence)[count];
            for (var i = 0; i < count; i++)
            {
                batch[i] = (forced[start + i], position + start + i, live[0].Sequence);
            }

            if (!_context.DecodeTogether(batch))
            {
                return false;
            }

            for (var i = 0; i < count; i++)
            {
                var hypothesis = live[0].Hypothesis;
                var likelihood = i == 0 ? first : Score(job, hypothesis, forced[start + i], _context.Logits(i - 1));
                live[0] = live[0] with { Hypothesis = Extend(job, hypothesis, forced[start + i], likelihood) };
                if (live[0].Hypothesis.Finish is not null)
                {
                    return true;
                }
            }
        }

        return true;
    }

    private bool StepTogether(Step step, ref List<Branch> live, KvCache.Slot slot)
    {
        var batch = new (int Token, int Position, int Sequence)[live.Count];
        for (var i = 0; i < live.Count; i++)
        {
            batch[i] = Last(step.Job, live[i]);
        }

        if (!_context.DecodeTogether(batch))
        {
            return false;
        }

        Expand(step, live, _context.Logits);
        live = Advance(step, live, slot);
        return true;
    }

    /// <summary>Greedy decoding with tokens guessed ahead, all evaluated in one batch; those that the model would have taken stay.</summary>
    private bool StepWithDraft(Step step, ref List<Branch> live, KvCache.Slot slot)
    {
        var job = step.Job;
        var branch = live[0];
        var left = job.MaxTokens - branch.Hypothesis.Scores.Length - 1;
        _guesser.Guess(job.Ngrams!, Context(job, branch.Hypothesis), left, _draft);
        if (_draft.Count == 0)
        {
            return StepTogether(step, ref live, slot);
        }

        step.Drafted += _draft.Count;
        var (token, position, sequence) = Last(job, branch);
        var batch = new (int Token, int Position, int Sequence)[_draft.Count + 1];
        batch[0] = (token, position, sequence);
        for (var i = 0; i < _draft.Count; i++)
        {
            batch[i + 1] = (_draft[i].Token, position + 1 + i, sequence);
        }

        if (!_context.DecodeTogether(batch))
        {
            return false;
        }

        for (var i = 0; ; i++)
        {
            Expand(step, live, _ => _context.Logits(i));
            var alone = _context.Threads.Current > 1 && step.Lead < CertainLead;
            if (alone)
            {
                // Too close to call with these logits.
                _context.Cache.Cut(sequence, position + i);
                if (!_context.DecodeTogether([batch[i]]))
                {
                    return false;
                }

                Expand(step, live, _ => _context.Logits(0));
            }

            var accepted = i < _draft.Count && step.Candidates is [var first, ..] && first.Token == _draft[i].Token;
            if (i < _draft.Count)
            {
                _guesser.Learn(_draft[i].Length, accepted);
            }

            live = Advance(step, live, slot);
            step.Accepted += accepted ? 1 : 0;
            if (live.Count == 0)
            {
                return true;
            }

            if (!accepted || alone)
            {
                _context.Cache.Cut(sequence, position + i + 1);
                return true;
            }
        }
    }

    private static (int Token, int Position, int Sequence) Last(Job job, Branch branch)
    {
        var tokens = branch.Hypothesis.Tokens;
        return (tokens[^1], job.Prompt.Tokens.Length + tokens.Length - 1, branch.Sequence);
    }

    private PartialHypothesis Extend(Job job, PartialHypothesis hypothesis, int token, Likelihood likelihood) =>
        _context.Vocabulary.IsSpecial(token)
            ? hypothesis.End(likelihood.Mixed, likelihood.Model)
            : hypothesis.Extend(
                token,
                _context.Vocabulary.Bytes(token),
                likelihood.Mixed,
                job.Prompt.HeldBack.Length,
                job.Stop,
                job.MaxTokens,
                likelihood.Model,
                likelihood.Matched
            );

    private delegate ReadOnlySpan<float> LogitsOf(int index);

    /// <summary>Fills <see cref="Step.Candidates"/> with the ways that the branches may go on, best first.</summary>
    private void Expand(Step step, List<Branch> branches, LogitsOf logits)
    {
        var job = step.Job;
        step.Candidates.Clear();
        for (var i = 0; i < branches.Count; i++)
        {
            var hypothesis = branches[i].Hypothesis;
            _distribution.Set(logits(i));
            var constrained = Constrain(job, hypothesis, out var offset);
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
                        var logProbability = _distribution.LogProbability(token) - offset;
                        step.Candidates.Add(new Candidate(i, token, new Likelihood(logProbability, logProbability, 0), each));
                    }
                }

                continue;
            }

            // Two more than needed, as some end and leave room. Greedy decoding looks at the best one only, and at its lead.
            var count = job.Width == 1 ? 2 : job.Width + 2;
            _best.Clear();
            if (constrained)
            {
                _distribution.AddBest(count, _allowed, _best);
            }
            else
            {
                _distribution.AddBest(count, _best);
            }

            var mixture = Mix(job, hypothesis, constrained);
            foreach (var token in _best)
            {
                var model = _distribution.LogProbability(token) - offset;
                step.Candidates.Add(new Candidate(i, token, Likelihood.Of(model, mixture.Of(token)), null));
            }
        }

        if (job.Request.Sampling is null)
        {
            var ordered = step.Candidates.OrderByDescending(c => branches[c.Branch].Hypothesis.LogProbability + c.LogProbability).ToArray();
            step.Lead = ordered is [var first, var second, ..] ? first.LogProbability - second.LogProbability : double.PositiveInfinity;
            step.Candidates.Clear();
            step.Candidates.AddRange(job.Width == 1 ? ordered.Take(1) : ordered);
        }
    }

    /// <summary>The log-probability of one token, mixed and by the model alone.</summary>
    private Likelihood Score(Job job, PartialHypothesis hypothesis, int token, ReadOnlySpan<float> logits)
    {
        _distribution.Set(logits);
        var constrained = Constrain(job, hypothesis, out var offset);
        _best.Clear();
        var model = _distribution.LogProbability(token) - offset;
        return Likelihood.Of(model, Mix(job, hypothesis, constrained).Of(token));
    }

    /// <summary>Looks n-grams up and adds their tokens to <see cref="_best"/>.</summary>
    private NgramMixture Mix(Job job, PartialHypothesis hypothesis, bool constrained)
    {
        if (job.Ngrams is not { Rules.Weight: > 0 } ngrams)
        {
            return default;
        }

        var held = job.Prompt.HeldAfter(hypothesis.Bytes.Length);
        var mixture = ngrams.Mix(Context(job, hypothesis), held, _context.Vocabulary);
        if (mixture.Next is not { } next)
        {
            return default;
        }

        _permitted.Clear();
        if (constrained)
        {
            _permitted.UnionWith(_allowed);
        }

        foreach (var token in next.Tokens)
        {
            if (
                EncodedPrompt.Agrees(_context.Vocabulary.Bytes(token), held)
                && (!constrained || _permitted.Contains(token))
                && !_best.Contains(token)
            )
            {
                _best.Add(token);
            }
        }

        return mixture;
    }

    /// <summary>The last tokens before what comes next.</summary>
    private static int[] Context(Job job, PartialHypothesis hypothesis) =>
        job.Prompt.End(hypothesis.Tokens.AsSpan(), NgramSegment.MaxLength);

    /// <summary>
    /// Fills the tokens that agree with what is still required; false: anything may come. The offset is the log-probability of the healed
    /// bytes that the token's is to be taken relative to: they stand in the text already, so that only what comes after them counts.
    /// </summary>
    private bool Constrain(Job job, PartialHypothesis hypothesis, out double offset)
    {
        offset = 0;
        _allowed.Clear();
        if (job.Required.Walk(hypothesis.Bytes.AsSpan()) is not { } node)
        {
            return false;
        }

        job.Required.AddAllowed(node, _allowed);
        offset = HealingOffset(job.Prompt.HeldAfter(hypothesis.Bytes.Length));
        return true;
    }

    private double HealingOffset(ReadOnlySpan<byte> held)
    {
        if (held.IsEmpty)
        {
            return 0;
        }

        _healing.Clear();
        _context.Vocabulary.AddMatches(held, _healing);
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
            var hypothesis = Extend(job, parent.Hypothesis, candidate.Token, candidate.Likelihood);
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
            if (job.Request.GiveUpBelow is { } margin)
            {
                var likeliest = next.Select(n => n.Hypothesis.LogProbability).Append(pool.Likeliest).Max();
                next.RemoveAll(n => n.Hypothesis.LogProbability < likeliest - margin);
            }
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
    private sealed record Job(
        GenerateRequest Request,
        EncodedPrompt Prompt,
        ContinuationTrie Required,
        int[] Forced,
        StopScanner Stop,
        int Width,
        int MaxTokens,
        NgramPredictor? Ngrams
    );

    /// <summary>A live hypothesis: all its tokens but the last are in the cache.</summary>
    private sealed record Branch(PartialHypothesis Hypothesis, int Sequence, Random? Random);

    private readonly record struct Candidate(int Branch, int Token, Likelihood Likelihood, Random? Random)
    {
        public double LogProbability => Likelihood.Mixed;
    }

    /// <summary>Log-probabilities of a token, mixed and by the model alone, and how long the match was that it followed elsewhere.</summary>
    private readonly record struct Likelihood(double Mixed, double Model, int Matched)
    {
        public static Likelihood Of(double model, NgramEvidence elsewhere) =>
            new(elsewhere.LogProbability(model), model, elsewhere.Matched);
    }

    private sealed class Step(Job job, HypothesisPool pool)
    {
        public Job Job => job;

        public HypothesisPool Pool => pool;

        public List<Candidate> Candidates { get; } = [];

        public Branch? Kept { get; set; }

        /// <summary>How much more probable the best candidate is than the second, as a difference of logarithms.</summary>
        public double Lead { get; set; }

        public int Drafted { get; set; }

        public int Accepted { get; set; }
    }
}
