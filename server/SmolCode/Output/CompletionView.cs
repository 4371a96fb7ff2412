using System.Globalization;
using Microsoft.CodeAnalysis.Text;
using SmolCode.Completion;
using Spectre.Console;

namespace SmolCode.Output;

/// <summary>What <c>complete</c> prints for people: the suggestions in their context.</summary>
internal static class CompletionView
{
    private const int LinesBefore = 4;
    private const int LinesAfter = 2;

    /// <summary>Writes the result.</summary>
    public static void Write(
        Terminal terminal,
        SourcePosition at,
        SourceText text,
        int offset,
        CompletionResult result,
        double workspaceMs,
        bool explain
    )
    {
        var console = terminal.Out;
        if (explain)
        {
            WriteExplanation(console, result);
        }

        var shown = result.Items.Where(i => i.Shown).ToList();
        if (shown.Count == 0)
        {
            console.MarkupLineInterpolated(
                $"[yellow]No suggestion: {CompletionDocument.Kebab(result.Reason!.Value)}.[/] {Describe(result)}"
            );
        }
        else
        {
            console.MarkupLineInterpolated($"[bold]{at.File}[/]");
            WriteContext(console, text, offset, shown[0]);
            foreach (var other in shown.Skip(1))
            {
                console.MarkupLineInterpolated($"[grey]or {other.Probability, 5:P0}[/]  {other.Text.Trim()}");
                WriteUsings(console, other);
            }
        }

        var timings = result.Timings;
        console.MarkupLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"[grey]{Markup.Escape(result.Model)} · {result.PromptTokens} tokens of prompt, {result.ReusedTokens} reused · workspace {workspaceMs:0} ms, context {timings.ContextMs:0}, prefill {timings.PrefillMs:0}, decode {timings.DecodeMs:0}, check {timings.CheckMs:0}, total {timings.TotalMs:0}[/]"
            )
        );
    }

    private static void WriteContext(IAnsiConsole console, SourceText text, int offset, Candidate best)
    {
        var cursorLine = text.Lines.GetLineFromPosition(offset).LineNumber;
        var endLine = text.Lines.GetLineFromPosition(best.Range.End);
        var first = Math.Max(0, cursorLine - LinesBefore);
        for (var i = first; i < cursorLine; i++)
        {
            console.MarkupLineInterpolated($"[grey]{i + 1, 5}[/]  {text.Lines[i].ToString()}");
        }

        var before = text.ToString(TextSpan.FromBounds(text.Lines[cursorLine].Start, best.Range.Start));
        var after = text.ToString(TextSpan.FromBounds(best.Range.End, endLine.End));
        var lines = best.Text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var number = i == 0 ? (cursorLine + 1).ToString(CultureInfo.InvariantCulture) : "";
            var left = i == 0 ? before : "";
            var right = i == lines.Length - 1 ? after : "";
            console.MarkupLineInterpolated($"[grey]{number, 5}[/]  {left}[bold green]{lines[i]}[/]{right}");
        }

        for (var i = endLine.LineNumber + 1; i <= Math.Min(text.Lines.Count - 1, endLine.LineNumber + LinesAfter); i++)
        {
            console.MarkupLineInterpolated($"[grey]{i + 1, 5}[/]  {text.Lines[i].ToString()}");
        }

        WriteUsings(console, best);
        var proof = best.Checks switch
        {
            null => "not checked",
            { Binds: null } => "text, of which only the borders are checked",
            { IsComplete: false } => "checked by the compiler as far as it goes without all references",
            _ => "checked by the compiler",
        };
        console.MarkupLineInterpolated($"[grey]   {best.Probability, 5:P0} likely, {proof}[/]");
    }

    private static void WriteUsings(IAnsiConsole console, Candidate candidate)
    {
        foreach (var missing in candidate.Usings)
        {
            console.MarkupLineInterpolated($"    [green]+ using {missing.Namespace};[/]");
        }
    }

    private static void WriteExplanation(IAnsiConsole console, CompletionResult result)
    {
        if (result.Hole is { } hole)
        {
            console.MarkupLineInterpolated(
                $"[bold]hole[/]       {CompletionDocument.Kebab(hole.Kind)}, expected type {hole.ExpectedType ?? "unknown"}, receiver {hole.ReceiverType ?? "none"}, {(hole.IsMultiline ? "a block" : "the rest of the line")}"
            );
        }

        if (result.Prompt is { } prompt)
        {
            foreach (var part in prompt.Context)
            {
                console.MarkupLineInterpolated($"[bold]context[/]    {part.Path}");
                console.MarkupLineInterpolated($"[grey]{part.Text}[/]");
            }

            console.MarkupLineInterpolated($"[bold]suffix[/]");
            console.MarkupLineInterpolated($"[grey]{prompt.Suffix ?? "(not shown)"}[/]");
            console.MarkupLineInterpolated($"[bold]prefix[/]     {prompt.Path ?? "(path not shown)"}");
            console.MarkupLineInterpolated($"[grey]{prompt.Prefix}[/]");
        }

        console.MarkupLine("[bold]candidates[/]");
        foreach (var item in result.Items)
        {
            var verdict = item switch
            {
                { Checks: null } => "not checked",
                { Checks.Passed: true } => "passed",
                { Checks.Parses: false } => "does not parse",
                { Checks.Binds: false } => "a name does not bind",
                _ => "new errors",
            };
            console.MarkupLineInterpolated(
                $"  {(item.Shown ? "shown   " : item.Checks is { Passed: true } ? "unlikely" : "rejected")} {item.Probability * 100, 3:0} %, {item.Source.ToString().ToLowerInvariant()}{(item.IsRepaired ? ", mended" : "")}, log-probability {item.LogProbability, 7:0.00}, {item.Tokens} tokens, {verdict}"
            );
            console.MarkupLineInterpolated($"    {item.Text}");
            WriteUsings(console, item);
            foreach (var error in item.Checks?.NewErrors ?? [])
            {
                console.MarkupLineInterpolated($"    [red]{error}[/]");
            }
        }

        console.WriteLine();
    }

    private static string Describe(CompletionResult result) =>
        result.Message
        ?? result.Reason switch
        {
            NoSuggestionReason.AllRejected => $"The compiler rejected all {result.Items.Length} candidates; --explain shows them.",
            NoSuggestionReason.Unlikely => "What the compiler lets pass is not likely enough; --eagerness eager shows it.",
            NoSuggestionReason.InsideWord => "Put the cursor at the end of the word.",
            NoSuggestionReason.LinkedFile =>
                "Several projects compile this file, and what is right in one may not be in another: linked files are left alone.",
            NoSuggestionReason.GeneratedFile => "Generated files are left alone.",
            NoSuggestionReason.FileTooLarge => "Files up to 2 million characters are completed.",
            NoSuggestionReason.NoCandidates => "The model has nothing to add here.",
            _ => "",
        };
}
