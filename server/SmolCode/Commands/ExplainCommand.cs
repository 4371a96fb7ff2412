using System.CommandLine;
using System.Text.Json;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Loading;
using SmolCode.Explanation;
using SmolCode.Output;

namespace SmolCode.Commands;

/// <summary><c>smolcode explain POS</c> and <c>smolcode explain FILE --range L:C-L:C</c>: an explanation as Markdown.</summary>
internal static class ExplainCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var place = new Argument<string>("place")
        {
            Description = "FILE:LINE:COLUMN, counted from 1, for the member there; or FILE with --range.",
            HelpName = "FILE[:LINE:COLUMN]",
        };
        var range = new Option<string?>("--range")
        {
            Description = "What to explain in FILE, as LINE:COLUMN-LINE:COLUMN; the end is the position after the last character.",
            HelpName = "L:C-L:C",
        };
        var textFile = new Option<string?>("--text-file") { Description = "Take unsaved text for FILE from here.", HelpName = "F" };
        var noModel = new Option<bool>("--no-model") { Description = "Say what the compiler knows, without a sentence by the model." };
        var workspace = CommonOptions.Workspace();
        var trust = CommonOptions.Trust();
        var json = CommonOptions.Json();
        var verbose = CommonOptions.Verbose();
        range.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && SourceRange.TryParse(token.Value) is null)
            {
                result.AddError(
                    $"'{token.Value}' is not a range. Write LINE:COLUMN-LINE:COLUMN, the end not before the start, e.g. 12:5-20:6."
                );
            }
        });

        var command = new Command(
            "explain",
            "What code does, relies on, and what to watch: facts of the compiler, in English.\n\nExample: smolcode explain src/Program.cs:12:9\n         smolcode explain src/Program.cs --range 12:1-20:2"
        )
        {
            place,
            range,
            textFile,
            noModel,
            workspace,
            trust,
            json,
            verbose,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(place) is not { Tokens: [var token] } || result.GetResult(range) is { Errors: var errors } && errors.Any())
            {
                return;
            }

            var isPosition = SourcePosition.TryParse(token.Value) is not null;
            var hasRange = result.GetResult(range) is { Implicit: false };
            if (isPosition == hasRange)
            {
                result.AddError(
                    hasRange
                        ? $"Give either a position or --range, not both: '{token.Value}' is a position."
                        : $"'{token.Value}' is not a position. Write FILE:LINE:COLUMN, e.g. Program.cs:12:5, or add --range 12:1-20:2."
                );
            }
        });
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var at = parsed.GetRequiredValue(place);
                var position = parsed.GetValue(range) is null ? SourcePosition.TryParse(at) : null;
                var file = position?.File ?? at;
                if (Path.GetExtension(file).ToUpperInvariant() is not (".CS" or ".CSX"))
                {
                    throw new CommandFailedException($"{file} is no C# file; only C# is explained.");
                }

                var text = SourceFile.Read(file);
                if (parsed.GetValue(textFile) is { } unsaved)
                {
                    text = SourceFile.Read(unsaved);
                }

                var selection = position is not null
                    ? new TextSpan(position.OffsetIn(text), 0)
                    : SourceRange.TryParse(parsed.GetValue(range)!)!.SpanIn(file, text);
                var terminal = new Terminal();
                await using var session = Session.Create(terminal, parsed.GetValue(verbose), showProgress: !parsed.GetValue(json));
                await session.OpenWorkspaceForAsync(
                    file,
                    parsed.GetValue(workspace),
                    parsed.GetValue(trust),
                    mayAsk: !parsed.GetValue(json),
                    cancellationToken
                );
                var snapshot = session.Workspace.GetSnapshot(Path.GetFullPath(file), text, version: 0);
                var explanation = await session
                    .Explanation(useModel: !parsed.GetValue(noModel))
                    .ExplainAsync(
                        snapshot,
                        selection,
                        new ExplanationOptions { UseModel = !parsed.GetValue(noModel) },
                        parts: null,
                        cancellationToken
                    );
                if (explanation.ModelProblem is { } problem)
                {
                    terminal.Note($"Without the model: {problem}");
                }

                if (parsed.GetValue(json))
                {
                    Console.Out.WriteLine(
                        JsonSerializer.Serialize(ExplanationDocument.Of(explanation, text), OutputJson.Readable.ExplanationDocument)
                    );
                }
                else
                {
                    ExplanationView.Write(terminal, explanation.Markdown);
                }

                return ExitCode.Done;
            }
        );
        return command;
    }
}
