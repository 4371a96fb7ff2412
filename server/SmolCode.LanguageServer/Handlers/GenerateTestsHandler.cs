using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.CodeAnalysis.Testing;
using SmolCode.LanguageServer.Client;
using SmolCode.LanguageServer.Documents;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;
using SmolCode.Testing;
using Range = SmolCode.LanguageServer.Protocol.Range;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>smolcode/generateTests</c>: translates; which tests are offered is decided by <see cref="ITestGenerationService"/>.</summary>
internal sealed class GenerateTestsHandler(
    Lazy<ITestGenerationService> tests,
    CodeWorkspace workspace,
    UnsavedTexts unsaved,
    ILanguageClient client
)
    : RequestHandler<GenerateTestsParams, GenerateTestsResult>(
        LspJsonContext.Default.GenerateTestsParams,
        LspJsonContext.Default.GenerateTestsResult
    )
{
    /// <inheritdoc />
    public override string Method => "smolcode/generateTests";

    /// <inheritdoc />
    public override bool ChangesState => false;

    /// <summary>The edit that writes the test file: created, or replaced as a whole where it is there already.</summary>
    internal static WorkspaceEdit? Edit(TestGenerationResult result, SourceText? existing, PositionEncoding encoding)
    {
        if (result.Text is not { } text)
        {
            return null;
        }

        var uri = new Uri(result.File).AbsoluteUri;
        var changes = ImmutableArray.CreateBuilder<JsonElement>();
        var start = new Position(0, 0);
        var end = start;
        if (existing is null)
        {
            changes.Add(Json(new CreateFile("create", uri), LspJsonContext.Default.CreateFile));
        }
        else
        {
            end = new LineIndex(existing).ToPosition(existing.Length, encoding);
        }

        changes.Add(
            Json(
                new TextDocumentEdit(new TextDocumentIdentifier(uri), [new TextEdit(new Range(start, end), text)]),
                LspJsonContext.Default.TextDocumentEdit
            )
        );
        if (result.TestProject is { FilePath: null, NewProjectFile: { } project })
        {
            var projectUri = new Uri(NewProject(result.TestProject)).AbsoluteUri;
            changes.Add(Json(new CreateFile("create", projectUri), LspJsonContext.Default.CreateFile));
            changes.Add(
                Json(
                    new TextDocumentEdit(new TextDocumentIdentifier(projectUri), [new TextEdit(new Range(start, start), project)]),
                    LspJsonContext.Default.TextDocumentEdit
                )
            );
            if (result.TestProject.Solution is { } solution)
            {
                var whole = new Range(start, new LineIndex(SourceText.From(solution.Before)).ToPosition(solution.Before.Length, encoding));
                changes.Add(
                    Json(
                        new TextDocumentEdit(
                            new TextDocumentIdentifier(new Uri(solution.Path).AbsoluteUri),
                            [new TextEdit(whole, solution.After)]
                        ),
                        LspJsonContext.Default.TextDocumentEdit
                    )
                );
            }
        }

        return new WorkspaceEdit(changes.ToImmutable());
    }

    /// <inheritdoc />
    protected override async Task<GenerateTestsResult?> HandleAsync(
        GenerateTestsParams parameters,
        RequestContext context,
        CancellationToken cancellationToken
    )
    {
        var state = context.State;
        if (!state.Documents.TryGetValue(parameters.TextDocument.Uri, out var document))
        {
            throw new LspException(LspErrorCodes.InvalidParams, $"{parameters.TextDocument.Uri} is not open.");
        }

        if (!state.Trusted)
        {
            throw new LspException(
                LspErrorCodes.RequestFailed,
                "Generating tests runs the code of the workspace, and it is not trusted. Trust it first."
            );
        }

        unsaved.Publish(() => context.Latest, document);
        var (start, end) = (
            document.Lines.ToOffset(parameters.Range.Start, state.PositionEncoding),
            document.Lines.ToOffset(parameters.Range.End, state.PositionEncoding)
        );
        // As it was selected backwards.
        var span = TextSpan.FromBounds(Math.Min(start, end), Math.Max(start, end));
        using var progress = await WorkDoneProgress.BeginAsync(
            client,
            state.Client.Window?.WorkDoneProgress == true,
            "SmolCode: generating tests",
            cancellationToken
        );
        TestGenerationResult result;
        try
        {
            result = await tests.Value.GenerateAsync(
                workspace.GetSnapshot(document.Path, document.Text, document.Version),
                span,
                new TestGenerationOptions { TestProject = parameters.TestProject, Allowed = parameters.Allow ?? [] },
                progress,
                cancellationToken
            );
        }
        catch (TestSubjectException e)
        {
            throw new LspException(LspErrorCodes.RequestFailed, e.Message);
        }

        var existing = result.Exists
            ? state.Documents.Values.FirstOrDefault(d => d.Path == result.File)?.Text ?? workspace.GetSnapshot(result.File, null, 0).Text
            : null;
        return new GenerateTestsResult(
            Edit(result, existing, state.PositionEncoding),
            result.File,
            result.TestProject.Framework.ToString().ToLowerInvariant(),
            [
                .. result.Kept.Select(k => new GenerateTestsResult.KeptTest(
                    k.Name,
                    JsonNamingPolicy.CamelCase.ConvertName(k.Origin.ToString()),
                    k.Kills,
                    k.Branches
                )),
            ],
            [.. result.Dropped.Select(d => new GenerateTestsResult.DroppedTest(d.Name, d.Reason))],
            [.. result.Findings.Select(f => new GenerateTestsResult.BrokenContract(f.Member, f.Message, f.Code))],
            new GenerateTestsResult.Coverage(result.BranchesBefore, result.BranchesAfter),
            new GenerateTestsResult.MutantCount(result.Mutants, result.Killed),
            Run(result),
            result.Timings.TotalMs
        );
    }

    private static GenerateTestsResult.RunCommand Run(TestGenerationResult result)
    {
        var project = result.TestProject.FilePath ?? NewProject(result.TestProject);
        var content = result.TestProject.NewProjectFile ?? (File.Exists(project) ? File.ReadAllText(project) : "");
        var (arguments, folder) = TestRunCommand.For(project, content, result.ClassName);
        return new GenerateTestsResult.RunCommand(arguments, folder);
    }

    private static string NewProject(TestProject project) => Path.Combine(project.Folder, project.Name + ".csproj");

    private static JsonElement Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToElement(value, type);
}
