using SmolCode.Inference.Native;

namespace SmolCode.Inference.Engine;

/// <summary>
/// The KV cache of one context: several prompts side by side, each in a sequence of its own, sharing cells where they begin alike; and
/// the sequences of hypotheses on top of one of them. Keeps account of the cells, so that room is made before it is needed.
/// <para>
/// Where it is allowed (<see cref="FillInPrompt.ReuseMoved"/>), parts of an earlier prompt that stand elsewhere now keep their keys and
/// values, turned to the new positions; they still know what preceded them then. A slot knows how much of it is exact, and prompts that
/// don't allow it find nothing else.
/// </para>
/// </summary>
internal sealed class KvCache
{
    // A prompt of which less than this would be lost is taken over in place; else its beginning is shared and it stays (measured on typing
    // in one file and switching between files: a keystroke loses a few tokens, another file hundreds).
    private const int TakeOverTail = 64;
    private const int ShareAtLeast = 32;

    // Parts that were moved this often are evaluated anew: what they know grows old (docs/engine.md has the figures).
    private const int MostMoves = 8;

    private readonly nint _memory;
    private readonly int[] _references;
    private readonly Stack<int> _free;
    private readonly Slot[] _slots;
    private readonly Stack<int> _freeSequences = new();
    private readonly int _hypotheses;
    private readonly bool _canMove;
    private long _clock;

    /// <summary>Manages the (empty) cache of <paramref name="context"/>.</summary>
    public KvCache(LlamaContextHandle context, int capacity, int slots, int hypotheses)
    {
        _memory = LlamaNative.Memory(context);
        Capacity = capacity;
        _references = new int[capacity];
        _free = new Stack<int>(Enumerable.Range(0, capacity).Reverse());
        _slots = [.. Enumerable.Range(0, slots).Select(i => new Slot(i))];
        _hypotheses = hypotheses;
        _canMove = LlamaNative.CanShift(_memory);
        FreeSequences();
    }

    /// <summary>Cells in all.</summary>
    public int Capacity { get; }

    /// <summary>Cells that hold prompts.</summary>
    public int Used => Capacity - _free.Count;

    /// <summary>Prompts held.</summary>
    public int SlotsInUse => _slots.Count(s => s.Tokens.Count > 0);

    /// <summary>
    /// Finds the place for a prompt: a sequence that holds as long a beginning of it as any, less the last token (whose logits are
    /// wanted), with room for the rest and for <paramref name="extra"/> tokens of hypotheses.
    /// </summary>
    /// <param name="tokens">The prompt; at least one token.</param>
    /// <param name="extra">Tokens of hypotheses.</param>
    /// <param name="reuseMoved">See <see cref="FillInPrompt.ReuseMoved"/>.</param>
    /// <exception cref="ArgumentException">The prompt and its hypotheses don't fit the cache.</exception>
    public Slot Place(ReadOnlySpan<int> tokens, int extra, bool reuseMoved = false)
    {
        if (tokens.Length + extra > Capacity)
        {
            throw new ArgumentException(
                $"The prompt of {tokens.Length} tokens and up to {extra} decoded ones don't fit the context of {Capacity} tokens; ask for less or give the engine a larger context."
            );
        }

        Slot? best = null;
        var length = 0;
        foreach (var slot in _slots)
        {
            slot.Plan = null;
            var common = CommonPrefix(slot, tokens[..^1], reuseMoved);
            if (common > length || (best is null && slot.Tokens.Count == 0))
            {
                (best, length) = (slot, common);
            }
        }

        if (reuseMoved && _canMove && PlanMoves(tokens, length) is { } plan)
        {
            best = Oldest(except: plan.Source);
            Truncate(best, 0);
            Share(plan.Source, best, plan.Shared);
            best.Plan = plan;
        }
        else if (best is null || (length < ShareAtLeast && best.Tokens.Count > 0))
        {
            best = Oldest(except: null);
            Truncate(best, 0);
        }
        else if (Math.Min(best.PromptLength, best.Tokens.Count) - length > TakeOverTail)
        {
            var target = Oldest(except: best);
            Truncate(target, 0);
            Share(best, target, length);
            best = target;
        }
        else
        {
            Truncate(best, length);
        }

        best.LastUse = ++_clock;
        best.PromptLength = tokens.Length;
        MakeRoom(best, tokens.Length - best.Reused + extra);
        return best;
    }

    /// <summary>Notes tokens that were evaluated at the end of a slot.</summary>
    public void Append(Slot slot, ReadOnlySpan<int> tokens)
    {
        foreach (var token in tokens)
        {
            var cell = _free.Pop();
            _references[cell] = 1;
            slot.Exact += slot.Exact == slot.Tokens.Count ? 1 : 0;
            slot.Tokens.Add(token);
            slot.Cells.Add(cell);
        }
    }

    /// <summary>Moves a part of the plan's source behind what <paramref name="slot"/> holds, in the native cache too.</summary>
    public void Move(Slot slot, MovedPart part)
    {
        var source = slot.Plan!.Source;
        var end = part.From + part.Length;
        // In a sequence of its own while it is moved: nothing else stands there.
        var alone = Fork(source.Sequence, part.From, end);
        LlamaNative.RemoveSequence(_memory, source.Sequence, part.From, end);
        if (part.To != part.From)
        {
            LlamaNative.ShiftSequence(_memory, alone, part.From, end, part.To - part.From);
        }

        LlamaNative.CopySequence(_memory, alone, slot.Sequence, part.To, part.To + part.Length);
        Drop(alone);
        for (var i = part.From; i < end; i++)
        {
            slot.Tokens.Add(source.Tokens[i]);
            slot.Cells.Add(source.Cells[i]);
            _references[source.Cells[i]]++;
        }

        slot.Moves = Math.Max(slot.Moves, source.Moves + 1);
    }

    /// <summary>Ends a plan, whether it was carried out or not. Once a part was taken the source is given up.</summary>
    public void EndPlan(Slot slot)
    {
        if (slot.Plan is { } plan)
        {
            slot.Plan = null;
            if (slot.Tokens.Count > plan.Parts[0].To)
            {
                Truncate(plan.Source, 0);
            }
        }
    }

    /// <summary>Cuts a slot back to its first <paramref name="length"/> tokens, in the native cache too.</summary>
    public void Truncate(Slot slot, int length)
    {
        // What an aborted batch left behind goes as well.
        LlamaNative.RemoveSequence(_memory, slot.Sequence, length, -1);
        for (var i = slot.Cells.Count - 1; i >= length; i--)
        {
            Release(slot.Cells[i]);
        }

        slot.Cells.RemoveRange(length, slot.Cells.Count - length);
        slot.Tokens.RemoveRange(length, slot.Tokens.Count - length);
        slot.Exact = Math.Min(slot.Exact, length);
        slot.Moves = slot.Exact == length ? 0 : slot.Moves;
    }

    /// <summary>A new sequence that holds what <paramref name="source"/> holds, in the same cells.</summary>
    public int Fork(int source) => Fork(source, 0, -1);

    /// <summary>Takes the tokens from a position on out of a hypothesis' sequence.</summary>
    public void Cut(int sequence, int position) => LlamaNative.RemoveSequence(_memory, sequence, position, -1);

    /// <summary>Gives a hypothesis' sequence back.</summary>
    public void Drop(int sequence)
    {
        LlamaNative.RemoveSequence(_memory, sequence, 0, -1);
        _freeSequences.Push(sequence);
    }

    /// <summary>Makes tokens that a hypothesis evaluated part of the slot, so that a prompt that goes on with them finds them.</summary>
    public void Adopt(Slot slot, int sequence, ReadOnlySpan<int> tokens)
    {
        var count = slot.Tokens.Count;
        LlamaNative.CopySequence(_memory, sequence, slot.Sequence, count, count + tokens.Length);
        Append(slot, tokens);
    }

    /// <summary>Forgets everything: after an error nobody knows what the native cache holds.</summary>
    public void Reset()
    {
        foreach (var slot in _slots)
        {
            Truncate(slot, 0);
        }

        FreeSequences();
    }

    private int Fork(int source, int from, int to)
    {
        var sequence = _freeSequences.Pop();
        LlamaNative.CopySequence(_memory, source, sequence, from, to);
        return sequence;
    }

    private MovePlan? PlanMoves(ReadOnlySpan<int> tokens, int length)
    {
        if (tokens.Length - 1 - length < MovedPart.ShortestLength)
        {
            return null;
        }

        MovePlan? best = null;
        var kept = length + MovedPart.ShortestLength - 1;
        foreach (var slot in _slots.Where(s => s.Moves < MostMoves))
        {
            var common = CommonPrefix(slot, tokens[..^1], reuseMoved: true);
            if (Math.Min(slot.Tokens.Count, tokens.Length - 1) - common < MovedPart.ShortestLength)
            {
                continue;
            }

            // A cell has one position: what another prompt shares stays where it is.
            var own = slot.Cells.FindIndex(common, c => _references[c] == 1);
            var parts = own < 0 ? [] : MovedPart.Find(slot.Tokens, own, tokens[..^1], common);
            var moved = parts.Sum(p => p.Length);
            var all = common + moved;
            // The source is given up: not for a window that two documents have in common.
            var isSameDocument = moved >= (slot.Tokens.Count - common) / 2;
            if (isSameDocument && all > kept && parts.TrueForAll(p => slot.Cells.FindIndex(p.From, p.Length, c => _references[c] > 1) < 0))
            {
                (best, kept) = (new MovePlan(slot, common, parts), all);
            }
        }

        return best;
    }

    private void MakeRoom(Slot slot, int cells)
    {
        while (_free.Count < cells)
        {
            var oldest = _slots.Where(s => s != slot && s != slot.Plan?.Source && s.Tokens.Count > 0).MinBy(s => s.LastUse);
            if (oldest is not null)
            {
                Truncate(oldest, 0);
            }
            else if (slot.Plan is { } plan)
            {
                cells += slot.Reused - slot.Tokens.Count;
                slot.Plan = null;
                Truncate(plan.Source, 0);
            }
            else
            {
                break;
            }
        }
    }

    private void FreeSequences()
    {
        _freeSequences.Clear();
        for (var sequence = _slots.Length + _hypotheses - 1; sequence >= _slots.Length; sequence--)
        {
            LlamaNative.RemoveSequence(_memory, sequence, 0, -1);
            _freeSequences.Push(sequence);
        }
    }

    private static int CommonPrefix(Slot slot, ReadOnlySpan<int> b, bool reuseMoved)
    {
        var a = slot.Tokens;
        var limit = Math.Min(reuseMoved && slot.Moves < MostMoves ? a.Count : slot.Exact, b.Length);
        var i = 0;
        while (i < limit && a[i] == b[i])
        {
            i++;
        }

        return i;
    }

    private Slot Oldest(Slot? except) => _slots.Where(s => s != except).MinBy(s => s.Tokens.Count == 0 ? -1 : s.LastUse)!;

    private void Share(Slot source, Slot target, int length)
    {
        LlamaNative.CopySequence(_memory, source.Sequence, target.Sequence, 0, length);
        for (var i = 0; i < length; i++)
        {
            _references[source.Cells[i]]++;
            target.Cells.Add(source.Cells[i]);
            target.Tokens.Add(source.Tokens[i]);
        }

        target.Exact = Math.Min(source.Exact, length);
        target.Moves = length > source.Exact ? source.Moves : 0;
    }

    private void Release(int cell)
    {
        if (--_references[cell] == 0)
        {
            _free.Push(cell);
        }
    }

    /// <summary>One prompt in the cache.</summary>
    /// <param name="sequence">Its sequence in the native cache.</param>
    internal sealed class Slot(int sequence)
    {
        /// <summary>Its sequence in the native cache.</summary>
        public int Sequence { get; } = sequence;

        /// <summary>The tokens evaluated, from position 0.</summary>
        public List<int> Tokens { get; } = [];

        /// <summary>Accounts of the cells that hold them.</summary>
        public List<int> Cells { get; } = [];

        /// <summary>Tokens of the prompt that it was placed for; what follows was decoded.</summary>
        public int PromptLength { get; set; }

        /// <summary>Order of use.</summary>
        public long LastUse { get; set; }

        /// <summary>This many of the tokens, from the first on, were evaluated behind what precedes them now.</summary>
        public int Exact { get; set; }

        /// <summary>How often what is not exact was moved.</summary>
        public int Moves { get; set; }

        /// <summary>What the prompt that it was placed for can take from another slot.</summary>
        public MovePlan? Plan { get; set; }

        /// <summary>Tokens of that prompt that need no evaluation.</summary>
        public int Reused => Tokens.Count + (Plan?.Parts.Sum(p => p.Length) ?? 0);
    }

    /// <summary>What moves from one slot into another.</summary>
    /// <param name="Source">Where it is.</param>
    /// <param name="Shared">Tokens at the beginning that both have.</param>
    /// <param name="Parts">In order, none empty.</param>
    internal sealed record MovePlan(Slot Source, int Shared, List<MovedPart> Parts);
}
