using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.CodeAnalysis.Testing;
using SmolCode.Testing;

namespace SmolCode.LanguageServer.Tests;

/// <summary>Offers one test without looking, or waits until it is cancelled. What the handler makes of it is what is tested.</summary>
internal sealed class FakeTestGenerationService : ITestGenerationService
{
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string File { get; set; } = "/code/tests/ProgramTests.cs";

    /// <summary>The project is not there yet, and is added to a solution.</summary>
    public bool IsNewProject { get; set; }

    public bool Waits { get; set; }

    public TextSpan Span { get; private set; }

    public TestGenerationOptions? Options { get; private set; }

    public Task Started => started.Task;

    public bool WasCancelled { get; private set; }

    public async Task<TestGenerationResult> GenerateAsync(
        DocumentSnapshot snapshot,
        TextSpan span,
        TestGenerationOptions options,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        (Span, Options) = (span, options);
        progress?.Report("Running 1 test");
        started.TrySetResult();
        if (Waits)
        {
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                WasCancelled = true;
                throw;
            }
        }

        return new TestGenerationResult
        {
            File = File,
            ClassName = "Tests.ProgramTests",
            Text = "class ProgramTests { }\n",
            Exists = false,
            TestProject = new TestProject
            {
                Name = "Tests",
                FilePath = IsNewProject ? null : "/code/tests/Tests.csproj",
                NewProjectFile = IsNewProject ? "<Project />" : null,
                Solution = IsNewProject ? new SolutionEdit("/code/Code.slnx", "<Solution>\n</Solution>", "<Solution>new</Solution>") : null,
                Folder = "/code/tests",
                RootNamespace = "Tests",
                Framework = TestFramework.NUnit,
                Assertions = AssertionLibrary.Framework,
                Mocks = MockingLibrary.None,
                AssemblyName = "Tests",
                ParseOptions = CSharpParseOptions.Default,
                CompilationOptions = new CSharpCompilationOptions(Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary),
                References = [],
                GlobalUsings = [],
                TestFiles = [],
                NamesHaveUnderscores = true,
                FileScopedNamespaces = true,
            },
            ProjectPath = "/code/Code.csproj",
            Members = ["Main"],
            Kept = [new KeptTest("Main_DoesNotThrow", "Main", TestOrigin.Characterisation, 2, 1)],
            Dropped = [new DroppedTest("Other", "it is slow")],
            Findings = [],
            BranchesBefore = 0,
            BranchesAfter = 0.5,
            Mutants = 4,
            Killed = 2,
            Survivors = ImmutableArray<string>.Empty,
            WithoutNetwork = true,
            Timings = new TestGenerationTimings(1, 2, 3, 4, 10),
        };
    }
}
