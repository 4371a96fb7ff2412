using System.CommandLine;
using System.Text.Json;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Loading;
using SmolCode.CodeAnalysis.Testing;
using SmolCode.Output;
using SmolCode.Testing;

namespace SmolCode.Commands;

/// <summary><c>smolcode tests POS</c>: tests for the member or type at a position.</summary>
internal static class TestsCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var position = new Argument<string>("position")
        {
            Description = "FILE:LINE:COLUMN of a member or a type, counted from 1, the column in UTF-16 units.",
            HelpName = "FILE:LINE:COLUMN",
        };
        var framework = new Option<string?>("--framework")
        {
            Description = "xunit, nunit or mstest. Without it that of the test project.",
            HelpName = "xunit|nunit|mstest",
        };
        var project = new Option<string?>("--project")
        {
            Description = "The test project, by path or name. Without it the one that references the code.",
            HelpName = "TESTPROJ",
        };
        var naming = new Option<string?>("--naming")
        {
            Description =
                "How tests are named, e.g. {member}_Should{should}[_When{condition}]; {expectation} and {condition words} are known too. Without it as the existing ones are.",
            HelpName = "TEMPLATE",
        };
        var output = new Option<string?>("--output")
        {
            Description = "Write the test file into this folder. Without it nothing is written.",
            HelpName = "DIR",
        };
        var run = new Option<bool>("--run") { Description = "Write the tests into the test project and run them with dotnet test." };
        var allow = new Option<string[]>("--allow")
        {
            Description = "Let the code make these calls although they reach outside of the process, e.g. File.Delete.",
            HelpName = "NAME",
            AllowMultipleArgumentsPerToken = true,
        };
        var noModel = new Option<bool>("--no-model") { Description = "Pass no values that the language model proposes." };
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
        framework.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !Enum.TryParse<TestFramework>(token.Value, ignoreCase: true, out _))
            {
                result.AddError("--framework takes xunit, nunit or mstest.");
            }
        });

        naming.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && NamingTemplate.TryParse(token.Value) is null)
            {
                result.AddError(
                    "--naming takes letters, underscores, {condition} and {expectation} or {should}, {member} too, e.g. {member}_Should{should}[_When{condition}]."
                );
            }
        });

        var command = new Command(
            "tests",
            "Tests for the member or type at a position: built, run, and kept only when they prove something. Runs the code, in a sandbox.\n\nExample: smolcode tests src/Prices.cs:12:23 --trust"
        )
        {
            position,
            framework,
            project,
            naming,
            output,
            run,
            allow,
            noModel,
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
                var offset = at.OffsetIn(text);
                var terminal = new Terminal();
                var quiet = parsed.GetValue(json);
                await using var session = Session.Create(terminal, parsed.GetValue(verbose), showProgress: !quiet);
                var path = Path.GetFullPath(at.File);
                var workspaceMs = await session.OpenWorkspaceForAsync(
                    at.File,
                    parsed.GetValue(workspace) ?? SolutionAround(path),
                    parsed.GetValue(trust),
                    mayAsk: !quiet,
                    cancellationToken
                );
                var snapshot = session.Workspace.GetSnapshot(path, text, version: 0);
                var service = session.Tests(useModel: !parsed.GetValue(noModel));
                var result = await service.GenerateAsync(
                    snapshot,
                    new TextSpan(offset, 0),
                    new TestGenerationOptions
                    {
                        Framework = parsed.GetValue(framework) is { } f ? Enum.Parse<TestFramework>(f, ignoreCase: true) : null,
                        TestProject = parsed.GetValue(project),
                        Naming = parsed.GetValue(naming) is { } template ? NamingTemplate.TryParse(template) : null,
                        Allowed = [.. parsed.GetValue(allow) ?? []],
                    },
                    quiet ? null : new NoteProgress(terminal),
                    cancellationToken
                );
                var (written, ran) = await GeneratedTestFiles.WriteAsync(
                    result,
                    parsed.GetValue(output),
                    parsed.GetValue(run),
                    cancellationToken
                );
                if (quiet)
                {
                    Console.Out.WriteLine(
                        JsonSerializer.Serialize(TestsDocument.Of(result, workspaceMs, written, ran), OutputJson.Readable.TestsDocument)
                    );
                }
                else
                {
                    TestsView.Write(terminal, result, written, ran);
                }

                return result.Text is null || ran is { Passed: false } ? ExitCode.Failed : ExitCode.Done;
            }
        );
        return command;
    }

    // The nearest project alone would hide the test project beside it.
    private static string? SolutionAround(string file)
    {
        for (var folder = Path.GetDirectoryName(file); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var solutions = Directory.GetFiles(folder, "*.slnx").Concat(Directory.GetFiles(folder, "*.sln")).ToList();
            if (solutions.Count > 0)
            {
                return solutions[0];
            }

            if (Directory.Exists(Path.Combine(folder, ".git")) || File.Exists(Path.Combine(folder, ".git")))
            {
                return null;
            }
        }

        return null;
    }
}
