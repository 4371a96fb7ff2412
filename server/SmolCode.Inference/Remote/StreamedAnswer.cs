using System.Collections.Immutable;
using SmolCode.Inference.Engine;
using SmolCode.Inference.Prompting;

namespace SmolCode.Inference.Remote;

/// <summary>All candidates of a request while they arrive, from one stream or several.</summary>
internal sealed class StreamedAnswer(GenerateRequest request, LaidOutPrompt prompt, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, StreamedCandidate> _candidates = [];
    private readonly StopScanner _stop = new(request.Stop, PromptText.Normalise(request.Prompt.Prefix));
    private readonly long _started = time.GetTimestamp();
    private long? _firstAt;

    /// <summary>Called with every piece.</summary>
    public Action Arrived { get; set; } = static () => { };

    /// <summary>Something has arrived.</summary>
    public bool HasText
    {
        get
        {
            lock (_gate)
            {
                return _firstAt is not null;
            }
        }
    }

    /// <summary>The highest number of a candidate that arrived.</summary>
    public int HighestIndex
    {
        get
        {
            lock (_gate)
            {
                return _candidates.Keys.DefaultIfEmpty(0).Max();
            }
        }
    }

    /// <summary>Tokens of the longest candidate.</summary>
    public int LongestTokens
    {
        get
        {
            lock (_gate)
            {
                return _candidates.Values.Select(c => c.Count).DefaultIfEmpty(0).Max();
            }
        }
    }

    /// <summary>Takes a piece.</summary>
    /// <param name="offset">Number of the stream, added to the number that the server gives the candidate.</param>
    /// <param name="chunk">The piece.</param>
    public void Add(int offset, CompletionChunk chunk)
    {
        var index = offset + chunk.Index;
        if (index < 0 || index >= Math.Max(1, request.Hypotheses))
        {
            throw new TeamServerException("sends candidates that were not asked for");
        }

        lock (_gate)
        {
            if (!_candidates.TryGetValue(index, out var candidate))
            {
                candidate = new StreamedCandidate(request, _stop, prompt.HeldBack);
                _candidates.Add(index, candidate);
            }

            candidate.Add(chunk);
            _firstAt ??= time.GetTimestamp();
        }

        Arrived();
    }

    /// <summary>Nothing of a stream is needed any more.</summary>
    /// <param name="offset">Number of the stream.</param>
    /// <param name="several">It is the only one, and has all candidates.</param>
    /// <param name="ofWhatBegan">Whether candidates that never began don't count; a server that doesn't know <c>n</c> sends one.</param>
    public bool HasEnded(int offset, bool several, bool ofWhatBegan = false)
    {
        lock (_gate)
        {
            var mine = Of(offset, several);
            return mine.All(c => c.Finish is not null) && mine.Count >= (several && !ofWhatBegan ? request.Hypotheses : 1);
        }
    }

    /// <summary>The server says that a stream is complete: what goes on yet ends there.</summary>
    public void Close(int offset, bool several)
    {
        lock (_gate)
        {
            foreach (var candidate in Of(offset, several))
            {
                candidate.End();
            }
        }
    }

    /// <summary>A stream failed: what it began is nothing.</summary>
    public void Discard(int offset, bool several)
    {
        lock (_gate)
        {
            if (several)
            {
                _candidates.Clear();
            }
            else
            {
                _candidates.Remove(offset);
            }
        }
    }

    /// <summary>The candidates in order.</summary>
    public GenerateResult ToResult(bool deadlineReached)
    {
        lock (_gate)
        {
            var all = _candidates.Values.Where(c => c.IsAllowed && c.Count > 0).ToList();
            var hypotheses = all.GroupBy(c => c.Text)
                .Select(same => (same.FirstOrDefault(c => c.HasScores) ?? same.First()).ToHypothesis(Agreement(same.Count(), all.Count)))
                .OrderByDescending(h => h.LogProbability / Math.Pow(Math.Max(1, h.Tokens.Length), request.LengthExponent))
                .ToImmutableArray();
            var first = _firstAt ?? time.GetTimestamp();
            return new GenerateResult
            {
                Hypotheses = hypotheses,
                PromptTokens = prompt.Tokens,
                ReusedTokens = 0,
                PrefillMs = time.GetElapsedTime(_started, first).TotalMilliseconds,
                DecodeMs = time.GetElapsedTime(first).TotalMilliseconds,
                DeadlineReached = deadlineReached,
            };
        }
    }

    /// <summary>
    /// Where a server tells no log-probabilities: of so many samples so many had this text. Laplace's rule of succession with one more that had
    /// another; a single sample is as likely right as not.
    /// </summary>
    private static double Agreement(int same, int all) => Math.Log(same / (all + 1.0));

    private List<StreamedCandidate> Of(int offset, bool several) =>
        several ? [.. _candidates.Values]
        : _candidates.TryGetValue(offset, out var only) ? [only]
        : [];
}
