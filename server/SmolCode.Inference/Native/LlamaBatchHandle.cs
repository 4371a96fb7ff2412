using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SmolCode.Inference.Native;

/// <summary>The arrays of a llama_batch in which every token belongs to one sequence.</summary>
internal sealed unsafe class LlamaBatchHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly int _capacity;
    private LlamaBatch _batch;

    /// <summary>Allocates room for <paramref name="capacity"/> tokens.</summary>
    public LlamaBatchHandle(int capacity)
        : base(ownsHandle: true)
    {
        _capacity = capacity;
        // One block: sequence pointers first (largest alignment), then the ints, then the flags.
        var bytes = (nuint)capacity * (nuint)(sizeof(int*) + (4 * sizeof(int)) + 1);
        var block = (byte*)NativeMemory.AllocZeroed(bytes);
        SetHandle((nint)block);
        _batch.Sequences = (int**)block;
        _batch.Tokens = (int*)(_batch.Sequences + capacity);
        _batch.Positions = _batch.Tokens + capacity;
        _batch.SequenceCounts = _batch.Positions + capacity;
        var ids = _batch.SequenceCounts + capacity;
        _batch.WantLogits = (byte*)(ids + capacity);
        for (var i = 0; i < capacity; i++)
        {
            _batch.Sequences[i] = ids + i;
            _batch.SequenceCounts[i] = 1;
        }
    }

    /// <summary>Tokens in the batch.</summary>
    public int Count => _batch.TokenCount;

    /// <summary>Empties the batch.</summary>
    public void Clear() => _batch.TokenCount = 0;

    /// <summary>Appends a token.</summary>
    public void Add(int token, int position, int sequence, bool wantLogits)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(_batch.TokenCount, _capacity);
        var i = _batch.TokenCount++;
        _batch.Tokens[i] = token;
        _batch.Positions[i] = position;
        *_batch.Sequences[i] = sequence;
        _batch.WantLogits[i] = wantLogits ? (byte)1 : (byte)0;
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
