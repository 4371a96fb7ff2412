using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SmolCode.Inference.Native;

/// <summary>The arrays of a llama_batch .</summary>
internal sealed unsafe class LlamaBatchHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly int _capacity;
    private readonly int _sequences;
    private LlamaBatch _batch;

    /// <summary>Allocates room for <paramref name="capacity"/> tokens, each in up to <paramref name="sequences"/> sequences.</summary>
    public LlamaBatchHandle(int capacity, int sequences)
        : base(ownsHandle: true)
    {
        _capacity = capacity;
        _sequences = sequences;
        // One block: sequence pointers first (largest alignment), then the ints, then the flags.
        var bytes = (nuint)capacity * (nuint)(sizeof(int*) + ((3 + sequences) * sizeof(int)) + 1);
        var block = (byte*)NativeMemory.AllocZeroed(bytes);
        SetHandle((nint)block);
        _batch.Sequences = (int**)block;
        _batch.Tokens = (int*)(_batch.Sequences + capacity);
        _batch.Positions = _batch.Tokens + capacity;
        _batch.SequenceCounts = _batch.Positions + capacity;
        var ids = _batch.SequenceCounts + capacity;
        _batch.WantLogits = (byte*)(ids + (capacity * sequences));
        for (var i = 0; i < capacity; i++)
        {
            _batch.Sequences[i] = ids + (i * sequences);
        }
    }

    /// <summary>Tokens in the batch.</summary>
    public int Count => _batch.TokenCount;

    /// <summary>Empties the batch.</summary>
    public void Clear() => _batch.TokenCount = 0;

    /// <summary>Appends a token of one sequence.</summary>
    public void Add(int token, int position, int sequence, bool wantLogits) => Add(token, position, [sequence], wantLogits);

    /// <summary>Appends a token that several sequences share.</summary>
    public void Add(int token, int position, ReadOnlySpan<int> sequences, bool wantLogits)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(_batch.TokenCount, _capacity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequences.Length, _sequences);
        var i = _batch.TokenCount++;
        _batch.Tokens[i] = token;
        _batch.Positions[i] = position;
        sequences.CopyTo(new Span<int>(_batch.Sequences[i], _sequences));
        _batch.SequenceCounts[i] = sequences.Length;
        _batch.WantLogits[i] = wantLogits ? (byte)1 : (byte)0;
    }

    /// <summary>
    /// Takes what an aborted batch left in the cache out of all its sequences: llama.cpp looks at the first one of each token only.
    /// </summary>
    public void Withdraw(nint memory)
    {
        for (var i = 0; i < _batch.TokenCount; i++)
        {
            for (var s = 0; s < _batch.SequenceCounts[i]; s++)
            {
                LlamaNative.RemoveSequence(memory, _batch.Sequences[i][s], _batch.Positions[i], -1);
            }
        }
    }

    /// <summary>Evaluates the batch; the codes are llama_decode's: 0 done, 1 no room in the cache, 2 aborted, negative: failed.</summary>
    public int Decode(LlamaContextHandle context)
    {
        var added = false;
        try
        {
            DangerousAddRef(ref added);
            return LlamaNative.Decode(context, _batch);
        }
        finally
        {
            if (added)
            {
                DangerousRelease();
            }
        }
    }

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        return true;
    }
}
