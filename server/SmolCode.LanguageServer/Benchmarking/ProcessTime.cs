using System.Diagnostics;
using System.Globalization;

namespace SmolCode.LanguageServer.Benchmarking;

/// <summary>Processor time of a process and its children.</summary>
internal static class ProcessTime
{
    /// <summary>Null where the system does not tell who is whose child (everywhere but on Linux).</summary>
    public static TimeSpan? OfTree(Process root)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        root.Refresh();
        var time = root.TotalProcessorTime;
        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                try
                {
                    // pid (name) state ppid …; the name may hold blanks and parentheses.
                    var stat = File.ReadAllText($"/proc/{process.Id}/stat");
                    if (int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture) == root.Id)
                    {
                        time += process.TotalProcessorTime;
                    }
                }
                catch (Exception e)
                    when (e
                            is IOException
                                or UnauthorizedAccessException
                                or InvalidOperationException
                                or System.ComponentModel.Win32Exception
                    )
                {
                    // It ended meanwhile, or is somebody else's.
                }
            }
        }

        return time;
    }
}
