using System.ComponentModel;
using System.Diagnostics;
using SmolCode.Output;
using SmolCode.Testing;

namespace SmolCode;

/// <summary>Writes generated tests where the user asked for them, and runs them with the real runner.</summary>
internal static class GeneratedTestFiles
{
    /// <summary>Writes and runs as asked; without a folder or a run nothing is written.</summary>
    public static async Task<(IReadOnlyList<string> Written, TestsDocument.RunInfo? Run)> WriteAsync(
        TestGenerationResult result,
        string? output,
        bool run,
        string? workspace,
        CancellationToken cancellationToken
    )
    {
        List<string> written = [];
        if (result.Text is null || (output is null && !run))
        {
            return (written, null);
        }

        if (output is not null)
        {
            var folder = Path.GetFullPath(output);
            Directory.CreateDirectory(folder);
            var file = Path.Combine(folder, Path.GetFileName(result.File));
            if (File.Exists(file) && !(result.Exists && Path.GetFullPath(file) == result.File))
            {
                throw new CommandFailedException($"{file} is there already. Name another folder with --output.");
            }

            await File.WriteAllTextAsync(file, result.Text, cancellationToken);
            written.Add(file);
            if (!run)
            {
                return (written, null);
            }
        }

        if (!written.Contains(result.File))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(result.File)!);
            await File.WriteAllTextAsync(result.File, result.Text, cancellationToken);
            written.Add(result.File);
        }

        var project = result.TestProject.FilePath;
        if (project is null)
        {
            project = Path.Combine(result.TestProject.Folder, result.TestProject.Name + ".csproj");
            await File.WriteAllTextAsync(project, result.TestProject.NewProjectFile, cancellationToken);
            written.Add(project);
            if (workspace is not null && Path.GetExtension(workspace) is ".sln" or ".slnx")
            {
                var (added, message) = await DotnetAsync(
                    ["sln", workspace, "add", project],
                    Path.GetDirectoryName(project)!,
                    cancellationToken
                );
                if (added != 0)
                {
                    throw new CommandFailedException($"{project} could not be added to {workspace}: {message}");
                }
            }
        }

        string[] command = IsTestingPlatform(project) ? ["run", "--project", project] : ["test", project];
        var (code, summary) = await DotnetAsync(command, Path.GetDirectoryName(project)!, cancellationToken);
        return (written, new TestsDocument.RunInfo(code == 0, $"dotnet {string.Join(' ', command)}", summary));
    }

    // xUnit 3 projects are programs; dotnet test serves them only with a setting in global.json.
    private static bool IsTestingPlatform(string project) =>
        File.ReadAllText(project).Contains("xunit.v3", StringComparison.OrdinalIgnoreCase);

    private static async Task<(int Code, string LastLines)> DotnetAsync(
        string[] arguments,
        string folder,
        CancellationToken cancellationToken
    )
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        // Build servers that stay would keep the pipes open, and this would wait for them.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var text = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            var lines = (text + await error).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return (process.ExitCode, string.Join(" | ", lines.TakeLast(process.ExitCode == 0 ? 1 : 5)));
        }
        catch (Win32Exception e)
        {
            throw new CommandFailedException($"dotnet can't be started ({e.Message}). Install the .NET SDK, or leave out --run.");
        }
    }
}
