using System.Diagnostics;
using System.Text.Json;

namespace SmolCode.EndToEnd.Tests;

/// <summary>Runs the built executable as a user would.</summary>
internal static class CommandLine
{
    public static string Executable { get; } = Path.Combine(AppContext.BaseDirectory, "smolcode.dll");

    public static async Task<CommandOutput> RunAsync(IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Executable, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"smolcode {string.Join(' ', arguments)} did not end within four minutes.");
        }

        return new CommandOutput(process.ExitCode, await output, await error);
    }

    public static Task<CommandOutput> RunAsync(params string[] arguments) => RunAsync(null, arguments);
}

/// <summary>What a run of the executable gave.</summary>
internal sealed record CommandOutput(int ExitCode, string Out, string Error)
{
    /// <summary>Stdout as one JSON document: nothing else may stand there.</summary>
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    public string FirstErrorLine => Error.Split('\n')[0];
}
