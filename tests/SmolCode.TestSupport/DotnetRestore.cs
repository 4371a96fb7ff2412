using System.Diagnostics;

namespace SmolCode.TestSupport;

/// <summary>Restores the packages of a test's project.</summary>
public static class DotnetRestore
{
    /// <summary>Runs <c>dotnet restore</c> for a project or solution.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has what it put out.</exception>
    public static async Task RunAsync(string path)
    {
        var start = new ProcessStartInfo("dotnet", ["restore", path, "-v", "q"])
        {
            WorkingDirectory = Path.GetDirectoryName(path),
            RedirectStandardOutput = true,
        };
        // Build servers that stay would keep the pipe open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        using var restore = Process.Start(start)!;
        var output = await restore.StandardOutput.ReadToEndAsync();
        await restore.WaitForExitAsync();
        if (restore.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet restore {path}: exit code {restore.ExitCode}\n{output}");
        }
    }
}
