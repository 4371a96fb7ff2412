using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace SmolCode.Training.Model;

/// <summary>What this machine's processor and memory allow.</summary>
internal static class Processor
{
    /// <summary>
    /// It multiplies bfloat16: AVX512_BF16 (CPUID leaf 7, subleaf 1, EAX bit 5) or AMX-BF16 (subleaf 0, EDX bit 22); Intel's Software Developer's
    /// Manual, volume 2, CPUID. Without such instructions libtorch's products in bfloat16 are slower than those of floats.
    /// </summary>
    public static bool MultipliesBrainFloats { get; } = ReadMultipliesBrainFloats();

    /// <summary>Bytes of memory that programs can still have, the limit of a container included.</summary>
    public static long AvailableMemory
    {
        get
        {
            // What is known of the load is as old as the last collection.
            GC.Collect(0, GCCollectionMode.Forced, blocking: true);
            var memory = GC.GetGCMemoryInfo(GCKind.Any);
            return Math.Max(0, memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes);
        }
    }

    private static bool ReadMultipliesBrainFloats()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64 || !X86Base.IsSupported || X86Base.CpuId(0, 0).Eax < 7)
        {
            return false;
        }

        var (subleaves, _, _, edx) = X86Base.CpuId(7, 0);
        return (edx & (1 << 22)) != 0 || (subleaves >= 1 && (X86Base.CpuId(7, 1).Eax & (1 << 5)) != 0);
    }
}
