using System.CommandLine;
using System.Text.Json;
using SmolCode.CodeAnalysis.Loading;
using SmolCode.Completion;
using SmolCode.Output;

namespace SmolCode.Commands;

/// <summary><c>smolcode complete POS</c>: suggestions at a position.</summary>
internal static class CompleteCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var position = new Argument<string>("position")
        {
            Description = "FILE:LINE:COLUMN, counted from 1, the column in UTF-16 units.",
            HelpName = "FILE:LINE:COLUMN",
        };
        var candidates = new Option<int>("--candidates")
        {
            Description = "Number of hypotheses that are decoded together (1 to 16).",
            HelpName = "N",
            DefaultValueFactory = _ => 4,
        };
        var textFile = new Option<string?>("--text-file") { Description = "Take unsaved text for FILE from here.", HelpName = "F" };
        var explain = new Option<bool>("--explain")
        {
            Description = "Show the prompt, all candidates, their checks, and why each was or was not shown.",
        };
        var policy = CommonOptions.Policy();
        var eagerness = CommonOptions.Eagerness(Eagerness.Eager);
        var workspace = CommonOptions.Workspace();
        var trust = CommonOptions.Trust();
        var json = CommonOptions.Json();
        var verbose = CommonOptions.Verbose();
        position.Validators.Add(result =>
        {
            if (SourcePosition.TryParse(result.Tokens.Single().Value) is null)
            {
                result.AddError($"'{result.Tokens.Single().Value}' is not a position. Write FILE:LINE:COLUMN, e.g. Program.cs:12:5.");
            }
        });
        candidates.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, out var n) && n is >= 1 and <= 16))
            {
                result.AddError("--candidates takes a whole number from 1 to 16.");
            }
        });
        PolicyOption.Validate(policy);

        var command = new Command("complete", "Suggestions at a position.\n\nExample: smolcode complete src/Program.cs:12:9 --explain")
        {
            position,
            candidates,
            policy,
            eagerness,
            textFile,
            explain,
            workspace,
            trust,
            json,
            verbose,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var at = SourcePosition.TryParse(parsed.GetRequiredValue(position))!;
                var text = SourceFile.Read(at.File);
                if (parsed.GetValue(textFile) is { } unsaved)
                {
                    text = SourceFile.Read(unsaved);
                }

                var offset = at.OffsetIn(text);
                var terminal = new Terminal();
                await using var session = Session.Create(terminal, parsed.GetValue(verbose), showProgress: !parsed.GetValue(json));
                var chosen = CompletionPolicy.Parse(parsed.GetRequiredValue(policy));
                var workspaceMs = await session.OpenWorkspaceForAsync(
                    at.File,
                    parsed.GetValue(workspace),
                    parsed.GetValue(trust),
                    mayAsk: !parsed.GetValue(json),
                    cancellationToken
                );
                var snapshot = session.Workspace.GetSnapshot(Path.GetFullPath(at.File), text, version: 0);
                var service = await session.CompletionForAsync(chosen, cancellationToken);
                var result = await service.CompleteAsync(
                    snapshot,
                    offset,
                    new CompletionOptions
                    {
                        Candidates = parsed.GetValue(candidates),
                        Policy = chosen,
                        CheckAll = true,
                        Eagerness = parsed.GetValue(eagerness),
                        Explain = parsed.GetValue(explain),
                    },
                    cancellationToken
                );
                if (result.Reason == NoSuggestionReason.ModelUnavailable)
                {
                    throw new CommandFailedException(result.Message ?? "The model cannot be had.");
                }

                if (parsed.GetValue(json))
                {
                    Console.Out.WriteLine(
                        JsonSerializer.Serialize(CompletionDocument.Of(result, text, workspaceMs), OutputJson.Readable.CompletionDocument)
                    );
                }
                else
                {
                    CompletionView.Write(terminal, at, text, offset, result, workspaceMs, parsed.GetValue(explain));
                }

                return ExitCode.Done;
            }
        );
        return command;
    }
}
