using SmolCode.Inference.Native;

namespace SmolCode.Inference.Engine;

/// <summary>
/// The KV cache of one context: several prompts side by side, each in a sequence of its own, sharing cells where they begin alike; and
/// the sequences of hypotheses on top of one of them. Keeps account of the cells, so that room is made before it is needed.
/// </summary>
internal sealed class KvCache
{
    // A prompt of which less than this would be lost is taken over in place; else its beginning is shared and it stays (measured on typing
    // in one file and switching between files: a keystroke loses a few tokens, another file hundreds).
    private const int TakeOverTail = 64;
    private const int ShareAtLeast = 32;

    private readonly nint _memory;
    private readonly int[] _references;
    private readonly Stack<int> _free;
    private readonly Slot[] _slots;
    private readonly Stack<int> _freeSequences = new();
    private readonly int _hypotheses;
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
    /// <exception cref="ArgumentException">The prompt and its hypotheses don't fit the cache.</exception>
    public Slot Place(ReadOnlySpan<int> tokens, int extra)
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
            var common = CommonPrefix(slot.Tokens, tokens[..^1]);
            if (common > length || (best is null && slot.Tokens.Count == 0))
            {
                (best, length) = (slot, common);
            }
        }

        if (best is null || (length < ShareAtLeast && best.Tokens.Count > 0))
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
        while (_free.Count < tokens.Length - best.Tokens.Count + extra)
        {
            var oldest = _slots.Where(s => s != best && s.Tokens.Count > 0).MinBy(s => s.LastUse);
            if (oldest is null)
            {
                break;
            }

            Truncate(oldest, 0);
        }

        return best;
    }

    /// <summary>Notes tokens that were evaluated at the end of a slot.</summary>
    public void Append(Slot slot, ReadOnlySpan<int> tokens)
    {
        foreach (var token in tokens)
        {
            var cell = _free.Pop();
            _references[cell] = 1;
            slot.Tokens.Add(token);
            slot.Cells.Add(cell);
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
    }

    /// <summary>A new sequence that holds what <paramref name="source"/> holds, in the same cells.</summary>
    public int Fork(int source)
    {
        var sequence = _freeSequences.Pop();
        LlamaNative.CopySequence(_memory, source, sequence, 0, -1);
        return sequence;
    }

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

    private void FreeSequences()
    {
        _freeSequences.Clear();
        for (var sequence = _slots.Length + _hypotheses - 1; sequence >= _slots.Length; sequence--)
        {
            LlamaNative.RemoveSequence(_memory, sequence, 0, -1);
            _freeSequences.Push(sequence);
        }
    }

    private static int CommonPrefix(List<int> a, ReadOnlySpan<int> b)
    {
        var limit = Math.Min(a.Count, b.Length);
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
    }
}
