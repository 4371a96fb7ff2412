using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SmolCode.Inference.Engine;

/// <summary>
/// Stops native computing from outside: asked by llama.cpp between the nodes of a graph, that is every millisecond or so. Lives outside
/// the managed heap because a native thread reads it.
/// </summary>
internal sealed unsafe class StopSignal : IDisposable
{
    private readonly State* _state = (State*)NativeMemory.AllocZeroed((nuint)sizeof(State));

    /// <summary>Not raised.</summary>
    public StopSignal()
    {
        _state->Overrun = long.MaxValue;
        Reset(null);
    }

    /// <summary>What llama_set_abort_callback takes.</summary>
    public static delegate* unmanaged[Cdecl]<void*, byte> Callback => &IsRaised;

    /// <summary>What the callback is given.</summary>
    public void* UserData => _state;

    /// <summary>Stopped, or past the deadline.</summary>
    public bool Stopped => IsRaised(_state->Stop, _state->Deadline);

    /// <summary>Stopped by <see cref="Stop"/> rather than by the deadline.</summary>
    public bool StoppedFromOutside => Volatile.Read(ref _state->Stop) != 0;

    /// <summary>A timestamp after which a batch is broken off without being <see cref="Stopped"/>; see <see cref="ThreadGovernor"/>.</summary>
    public long Overrun
    {
        get => Volatile.Read(ref _state->Overrun);
        set => Volatile.Write(ref _state->Overrun, value);
    }

    /// <summary>While it is true nothing is broken off: something is changed in place.</summary>
    public bool Undisturbed
    {
        set => Volatile.Write(ref _state->Undisturbed, value ? 1 : 0);
    }

    /// <summary>Begins a piece of work.</summary>
    /// <param name="deadline">A <see cref="Stopwatch"/> timestamp, or null.</param>
    public void Reset(long? deadline)
    {
        Volatile.Write(ref _state->Deadline, deadline ?? long.MaxValue);
        Volatile.Write(ref _state->Stop, 0);
    }

    /// <summary>Stops the work at hand.</summary>
    public void Stop() => Volatile.Write(ref _state->Stop, 1);

    /// <inheritdoc />
    public void Dispose() => NativeMemory.Free(_state);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte IsRaised(void* userData)
    {
        var state = (State*)userData;
        var deadline = Math.Min(Volatile.Read(ref state->Deadline), Volatile.Read(ref state->Overrun));
        var raised = Volatile.Read(ref state->Undisturbed) == 0 && IsRaised(Volatile.Read(ref state->Stop), deadline);
        return raised ? (byte)1 : (byte)0;
    }

    private static bool IsRaised(int stop, long deadline) => stop != 0 || Stopwatch.GetTimestamp() >= deadline;

    private struct State
    {
        public int Stop;
        public int Undisturbed;
        public long Deadline;
        public long Overrun;
    }
}
