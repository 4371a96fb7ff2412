using System.Diagnostics;

namespace SmolCode.Training.Runtime;

/// <summary>The <c>dotnet</c> command, where a .NET SDK is installed.</summary>
internal static class DotNetTool
{
    /// <summary>Its path, or null where there is no SDK.</summary>
    public static async Task<string?> FindWithSdkAsync(CancellationToken cancellationToken)
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var places = new[]
        {
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH"),
            Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root ? Path.Combine(root, name) : null,
        }
            .OfType<string>()
            .Concat(
                (Environment.GetEnvironmentVariable("PATH") ?? "")
                    .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                    .Select(folder => Path.Combine(folder, name))
            );
        foreach (var place in places.Where(File.Exists).Distinct())
        {
            var (code, output) = await RunAsync(place, ["--list-sdks"], Path.GetTempPath(), cancellationToken);
            if (code == 0 && !string.IsNullOrWhiteSpace(output))
            {
                return place;
            }
        }

        return null;
    }

    /// <summary>Runs it. Returns the exit code, and what it wrote.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string tool,
        IReadOnlyList<string> arguments,
        string folder,
        CancellationToken cancellationToken
    )
    {
        var start = new ProcessStartInfo(tool, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            CreateNoWindow = true,
        };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
