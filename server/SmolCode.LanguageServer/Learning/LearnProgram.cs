using System.Collections.Immutable;
using System.Reflection;

namespace SmolCode.LanguageServer.Learning;

/// <summary>
/// The program that learns a code base: a process of its own, since what it loads to train with has no place in the one that completes.
/// </summary>
/// <param name="Command">Path of the executable.</param>
/// <param name="Arguments">Arguments before those of a request; the last one names its command.</param>
public sealed record LearnProgram(string Command, ImmutableArray<string> Arguments)
{
    /// <summary>
    /// How long one that is to stop may take for the step at hand and for writing what it has, before it is ended. What it saved up to two
    /// minutes before stays then.
    /// </summary>
    public TimeSpan StopPatience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>This program, as <c>smolcode learn</c>.</summary>
    /// <exception cref="InvalidOperationException">Its path is not known.</exception>
    public static LearnProgram ForThisProgram()
    {
        var executable = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is not known.");
        var isHost = Path.GetFileNameWithoutExtension(executable).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        var assembly = Assembly.GetEntryAssembly()?.Location;
        return new LearnProgram(executable, isHost && !string.IsNullOrEmpty(assembly) ? [assembly, "learn"] : ["learn"]);
    }
}
