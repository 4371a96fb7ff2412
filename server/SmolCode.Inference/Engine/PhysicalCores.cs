using System.Globalization;
using System.Runtime.InteropServices;

namespace SmolCode.Inference.Engine;

/// <summary>How many threads compute best: one a physical core, as two on one core share the units that multiply.</summary>
internal static class PhysicalCores
{
    // More gain little with a model of this size, and an editor needs cores too.
    private const int Most = 8;

    /// <summary>Number of threads for this machine.</summary>
    public static int DefaultThreads => Math.Clamp(Count(), 1, Most);

    private static int Count()
    {
        var logical = Environment.ProcessorCount;
        if (OperatingSystem.IsLinux())
        {
            var cores = new HashSet<string>();
            for (var i = 0; i < 1024; i++)
            {
                var path = string.Create(CultureInfo.InvariantCulture, $"/sys/devices/system/cpu/cpu{i}/topology/thread_siblings_list");
                if (!File.Exists(path))
                {
                    break;
                }

                cores.Add(File.ReadAllText(path));
            }

            return cores.Count > 0 ? Math.Min(cores.Count, logical) : logical;
        }

        // x64 elsewhere: two threads a core are the rule.
        return RuntimeInformation.ProcessArchitecture == Architecture.X64 && logical > 2 ? logical / 2 : logical;
    }
}
