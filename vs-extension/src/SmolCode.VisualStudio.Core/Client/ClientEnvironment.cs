using System.Diagnostics;
using SmolCode.VisualStudio.Server;

namespace SmolCode.VisualStudio.Client;

/// <summary>Where a client is installed and keeps its files, and what it is told of the machine and of time.</summary>
/// <param name="ExtensionFolder">Where the extension is installed, with its server.</param>
/// <param name="DataFolder">Where settings and pauses are kept.</param>
/// <param name="Machine">The machine.</param>
/// <param name="Now">A clock: the time since any fixed moment.</param>
/// <param name="Delay">Waits.</param>
public sealed record ClientEnvironment(
    string ExtensionFolder,
    string DataFolder,
    IMachine Machine,
    Func<TimeSpan> Now,
    Func<TimeSpan, CancellationToken, Task> Delay
)
{
    /// <summary>An extension that is installed on this machine, for this user.</summary>
    public static ClientEnvironment Installed(string extensionFolder)
    {
        var clock = Stopwatch.StartNew();
        var data = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "SmolCode", "VisualStudio");
        return new ClientEnvironment(extensionFolder, data, new ThisMachine(), () => clock.Elapsed, Task.Delay);
    }
}
