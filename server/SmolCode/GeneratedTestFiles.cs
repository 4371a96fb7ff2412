using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using SmolCode.Inference;
using SmolCode.Output;
using SmolCode.Testing;

namespace SmolCode;

/// <summary>Writes generated tests where the user asked for them, and runs them with the real runner.</summary>
internal static partial class GeneratedTestFiles
{
    /// <summary>Writes and runs as asked; without a folder or a run nothing is written.</summary>
    public static async Task<(IReadOnlyList<string> Written, TestsDocument.RunInfo? Run)> WriteAsync(
        TestGenerationResult result,
        string? output,
        bool run,
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

            await WholeFile.WriteAsync(file, result.Text, cancellationToken, EncodingOf(file));
            written.Add(file);
            if (!run)
            {
                return (written, null);
            }
        }

        if (!written.Contains(result.File))
        {
            NotThere(result.Exists ? null : result.File);
            await WholeFile.WriteAsync(result.File, result.Text, cancellationToken, EncodingOf(result.File));
            written.Add(result.File);
        }

        var project = result.TestProject.FilePath;
        if (project is null)
        {
            project = Path.Combine(result.TestProject.Folder, result.TestProject.Name + ".csproj");
            NotThere(project);
            await WholeFile.WriteAsync(project, result.TestProject.NewProjectFile!, cancellationToken);
            written.Add(project);
            if (result.TestProject.Solution is { } solution)
            {
                await WholeFile.WriteAsync(
                    solution.Path,
                    solution.After,
                    cancellationToken,
                    new UTF8Encoding(solution.Path.EndsWith(".sln", StringComparison.Ordinal))
                );
                written.Add(solution.Path);
            }
        }

        var (command, folderOfRun) = TestRunCommand.For(project, await File.ReadAllTextAsync(project, cancellationToken));
        var (code, summary) = await DotnetAsync(command, folderOfRun, cancellationToken);
        return (written, new TestsDocument.RunInfo(code == 0, $"dotnet {string.Join(' ', command)}", summary));
    }

    // A file that begins with a byte order mark keeps it.
    private static UTF8Encoding EncodingOf(string file)
    {
        Span<byte> head = stackalloc byte[3];
        var count = 0;
        if (File.Exists(file))
        {
            using var stream = File.OpenRead(file);
            count = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        }

        return new UTF8Encoding(encoderShouldEmitUTF8Identifier: head[..count].SequenceEqual(Encoding.UTF8.Preamble));
    }

    // What runners draw on a terminal is left out; their last words count.
    private static string Summary(string text, bool passed)
    {
        List<string> lines =
        [
            .. Escapes()
                .Replace(text, "")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(l => l.Length > 0),
        ];
        var summary = lines.FindLastIndex(l => l.StartsWith("Test run summary", StringComparison.Ordinal));
        return string.Join(" | ", passed && summary >= 0 ? lines[summary..] : lines.TakeLast(passed ? 1 : 5));
    }

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escapes();

    private static void NotThere(string? file)
    {
        if (File.Exists(file))
        {
            throw new CommandFailedException($"{file} is there already and is not written over. Move it, or name a folder with --output.");
        }
    }

    private static async Task<(int Code, string LastLines)> DotnetAsync(
        IEnumerable<string> arguments,
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
            // What it started goes with it.
            using var end = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var text = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, Summary(text + await error, process.ExitCode == 0));
        }
        catch (Win32Exception e)
        {
            throw new CommandFailedException($"dotnet can't be started ({e.Message}). Install the .NET SDK, or leave out --run.");
        }
    }
}
