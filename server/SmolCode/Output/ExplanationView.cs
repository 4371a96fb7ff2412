using System.Text.RegularExpressions;
using Spectre.Console;

namespace SmolCode.Output;

/// <summary>What <c>explain</c> prints for people: Markdown as it is in a pipe, and as styled text on a terminal.</summary>
internal static partial class ExplanationView
{
    /// <summary>Writes Markdown.</summary>
    public static void Write(Terminal terminal, string markdown)
    {
        if (!terminal.Out.Profile.Capabilities.Ansi)
        {
            Console.Out.Write(markdown);
            return;
        }

        foreach (var line in markdown.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("### ", StringComparison.Ordinal))
            {
                terminal.Out.MarkupLineInterpolated($"[bold]{line[4..]}[/]");
                continue;
            }

            // What wraps goes on below the text, not below the bullet.
            var mark = Mark().Match(line).Value;
            var grid = new Grid()
                .AddColumn(new GridColumn().NoWrap().PadRight(0).PadLeft(0))
                .AddColumn(new GridColumn().PadLeft(0).PadRight(0));
            grid.AddRow(new Text(mark), new Markup(Styled(line[mark.Length..])));
            terminal.Out.Write(grid);
        }
    }

    /// <summary>Markup of a line: code stands out.</summary>
    internal static string Styled(string line)
    {
        var parts = line.Split('`');
        return string.Concat(
            parts.Select((part, i) => i % 2 == 1 && i < parts.Length - 1 ? $"[cyan]{Markup.Escape(part)}[/]" : Markup.Escape(part))
        );
    }

    [GeneratedRegex(@"^\s*(?:\d+\. |- )?")]
    private static partial Regex Mark();
}
