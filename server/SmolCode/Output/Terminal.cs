using Spectre.Console;

namespace SmolCode.Output;

/// <summary>Where a command writes: results on stdout, everything else on stderr. Colour on a terminal only, and not with NO_COLOR.</summary>
internal sealed class Terminal
{
    /// <summary>Results.</summary>
    public IAnsiConsole Out { get; } = Create(Console.Out, Console.IsOutputRedirected);

    /// <summary>Progress, notes, errors.</summary>
    public IAnsiConsole Error { get; } = Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>A person can be asked a question.</summary>
    public static bool IsInteractive => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <summary>Writes a line of plain text to stderr.</summary>
    public void Note(string text) => Error.WriteLine(text);

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var plain = redirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
                ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
                Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
                Out = new AnsiConsoleOutput(writer),
            }
        );
        if (redirected)
        {
            // Lines of a pipe are as long as they are.
            console.Profile.Width = int.MaxValue / 2;
        }

        return console;
    }
}
