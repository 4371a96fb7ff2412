using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace SmolCode.Training.Runtime;

/// <summary>The native libraries that training needs on a platform.</summary>
/// <param name="Platform">NuGet's name of the platform, e.g. linux-x64.</param>
/// <param name="Packages">Where they come from.</param>
/// <param name="LoadOrder">File names of those that are loaded, each after what it needs.</param>
internal sealed record NativeLibraries(string Platform, ImmutableArray<NativePackage> Packages, ImmutableArray<string> LoadOrder)
{
    /// <summary>Version of the managed part, which the native one has to equal.</summary>
    public const string TorchSharpVersion = "0.107.0";

    /// <summary>Version of libtorch that it was built for.</summary>
    public const string LibTorchVersion = "2.10.0";

    private static readonly NativePackage TorchSharp = new(
        "TorchSharp",
        TorchSharpVersion,
        "fPXVTF5bUGX7lQqSafcP2W9n3ehuFNKCch7JYghGnEDdDyjOMxtuk0/JJWNiwI82Cw4Lmx3HN7MCoSFFRZeWig==",
        3_345_464
    );

    /// <summary>Names the set of libraries: another one lies in another folder.</summary>
    public string Key => $"{TorchSharpVersion}-{LibTorchVersion}-{Platform}";

    /// <summary>Whether a file of a package's native folder is needed; the packages hold parts for Python and tests too.</summary>
    public bool Needs(string file) =>
        Platform.StartsWith("linux", StringComparison.Ordinal)
            ? LoadOrder.Contains(file)
            : !file.Contains("python", StringComparison.OrdinalIgnoreCase) && !file.Contains("test", StringComparison.OrdinalIgnoreCase);

    /// <summary>The libraries for this machine.</summary>
    /// <exception cref="TrainingException">There are none for it, or its processor can't run them.</exception>
    public static NativeLibraries ForThisMachine() =>
        For(RuntimeInformation.RuntimeIdentifier, Avx2.IsSupported || RuntimeInformation.ProcessArchitecture != Architecture.X64);

    /// <summary>The libraries for a platform.</summary>
    /// <param name="runtime">The runtime's identifier.</param>
    /// <param name="hasVectors">The processor has AVX2, or is no x64 one.</param>
    internal static NativeLibraries For(string runtime, bool hasVectors)
    {
        // Those of distributions, e.g. debian.12-x64, are no longer what .NET tells, but may be what somebody sets.
        var libraries = runtime switch
        {
            "linux-x64" => new NativeLibraries(
                runtime,
                [
                    TorchSharp,
                    new(
                        "libtorch-cpu-linux-x64",
                        LibTorchVersion,
                        "XjuaFwqqvwstyeUWyz/xtfhODesmagoPKO7T0VRmiW+r0pJwsXB/vHydA7it9xge36PSXW1qLyRRzvM3J8i9UA==",
                        128_200_806
                    ),
                ],
                ["libgomp-98b21ff3.so.1", "libc10.so", "libtorch_cpu.so", "libtorch.so", "libLibTorchSharp.so"]
            ),
            "win-x64" => new NativeLibraries(
                runtime,
                [
                    TorchSharp,
                    new(
                        "libtorch-cpu-win-x64",
                        LibTorchVersion,
                        "qvrEe8b8U1SPnsqShWgJ9gE/UfzFiq+QRPJdAegxwtEBgL/jZPQPvKAhqYkpEe5kb6AXCi840KDqvDaHQuAqEA==",
                        79_854_046
                    ),
                ],
                ["libiomp5md.dll", "uv.dll", "c10.dll", "torch_cpu.dll", "torch.dll", "LibTorchSharp.dll"]
            ),
            "win-arm64" => new NativeLibraries(
                runtime,
                [
                    TorchSharp,
                    new(
                        "libtorch-cpu-win-arm64",
                        LibTorchVersion,
                        "7NCaiSTge6axhCnH5Im+1ZNSkiuA+zuYe6ZPYph9MmXS4QozEEHUcualKvMVlygxhaZOR6N3nCYqm3Ibxq5+JA==",
                        41_962_447
                    ),
                ],
                ["armpl_lp64.dll", "uv.dll", "c10.dll", "torch_cpu.dll", "torch.dll", "LibTorchSharp.dll"]
            ),
            "osx-arm64" => new NativeLibraries(
                runtime,
                [
                    TorchSharp,
                    new(
                        "libtorch-cpu-osx-arm64",
                        LibTorchVersion,
                        "njbW4NbjnO3UYsZymJA5EA8kvFQZveW2rVS07QinYOxxgs6hyZFTI82zBDt0ix1yRRCZ+v+fm+pHXG37WKjyhA==",
                        56_910_439
                    ),
                ],
                ["libomp.dylib", "libc10.dylib", "libtorch_cpu.dylib", "libtorch.dylib", "libLibTorchSharp.dylib"]
            ),
            _ => throw new TrainingException(
                $"Training is not possible on {runtime}: libtorch is published for linux-x64 (glibc), win-x64, win-arm64 and osx-arm64 only. Completion works without it."
            ),
        };
        return hasVectors
            ? libraries
            : throw new TrainingException(
                "Training is not possible on this processor: it has no AVX2, without which it would take days. Train on another machine and put the adapter into the model folder (smolcode model list)."
            );
    }
}
