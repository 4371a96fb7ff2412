using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Loading;

namespace SmolCode.CodeAnalysis.Testing;

/// <summary>Finds the test project of a project, or plans one.</summary>
internal static class TestProjects
{
    private static readonly (string Assembly, TestFramework Framework)[] Frameworks =
    [
        ("xunit.v3.core", TestFramework.XUnit),
        ("xunit.core", TestFramework.XUnit),
        ("nunit.framework", TestFramework.NUnit),
        ("Microsoft.VisualStudio.TestPlatform.TestFramework", TestFramework.MSTest),
        ("MSTest.TestFramework", TestFramework.MSTest),
    ];

    /// <summary>What was found.</summary>
    internal sealed record Found(Project Target, Project? Tests, TestFramework Framework, bool SeesInternals)
    {
        internal Task<TestProject> DescribeAsync(CancellationToken cancellationToken) =>
            Tests is null
                ? NewTestProject.PlanAsync(Target, Framework, cancellationToken)
                : TestProjects.DescribeAsync(Tests, Framework, cancellationToken);
    }

    internal static Found Find(Project target, string? named, TestFramework? framework, CancellationToken cancellationToken)
    {
        var solution = target.Solution;
        var graph = solution.GetProjectDependencyGraph();
        var candidates = graph
            .GetProjectsThatTransitivelyDependOnThisProject(target.Id)
            .Select(id => solution.GetProject(id)!)
            .Append(target)
            .Where(p => p.Language == LanguageNames.CSharp && FrameworkOf(p) is not null)
            .OrderByDescending(p => p.ProjectReferences.Any(r => r.ProjectId == target.Id) || p.Id == target.Id)
            .ThenByDescending(p => BaseName(p.Name).StartsWith(BaseName(target.Name) + ".", StringComparison.OrdinalIgnoreCase))
            .ThenBy(p => p.Name.Length)
            .ThenByDescending(TargetFrameworkOrder.Rank)
            .ToList();
        Project? chosen;
        if (named is not null)
        {
            var full = Path.GetFullPath(named);
            chosen =
                candidates.FirstOrDefault(p => p.FilePath is not null && WorkspaceContent.PathComparer.Equals(p.FilePath, full))
                ?? candidates.FirstOrDefault(p => BaseName(p.Name).Equals(named, StringComparison.OrdinalIgnoreCase))
                ?? throw new TestSubjectException(
                    $"{named} is not a test project of the workspace that references {target.Name}. {(candidates.Count == 0 ? "There is none." : $"There are: {string.Join(", ", candidates.Select(c => BaseName(c.Name)).Distinct())}.")}"
                );
        }
        else
        {
            chosen = candidates.FirstOrDefault(p => framework is null || FrameworkOf(p) == framework);
        }

        if (chosen is not null && framework is { } wanted && FrameworkOf(chosen) != wanted)
        {
            throw new TestSubjectException(
                $"{BaseName(chosen.Name)} uses {FrameworkOf(chosen)}, not {wanted}. Leave out --framework, or name another project."
            );
        }

        var name = chosen?.AssemblyName ?? NewTestProject.NameFor(target, framework ?? TestFramework.XUnit);
        return new Found(
            target,
            chosen,
            chosen is null ? framework ?? TestFramework.XUnit : FrameworkOf(chosen)!.Value,
            chosen?.Id == target.Id
                || InternalsVisibleTo(
                    target,
                    name,
                    chosen?.CompilationOptions is CSharpCompilationOptions { CryptoKeyFile: not null },
                    cancellationToken
                )
        );
    }

    private static string BaseName(string name) => name.IndexOf('(', StringComparison.Ordinal) is var at and > 0 ? name[..at] : name;

    private static TestFramework? FrameworkOf(Project project)
    {
        var names = project
            .MetadataReferences.Select(r => Path.GetFileNameWithoutExtension(r.Display) ?? "")
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Frameworks.Where(f => names.Contains(f.Assembly)).Select(f => (TestFramework?)f.Framework).FirstOrDefault();
    }

    // Written in a file, or by the project file into a generated one.
    private static bool InternalsVisibleTo(Project target, string assembly, bool isSigned, CancellationToken cancellationToken) =>
        target
            .Documents.Select(d =>
                d.TryGetSyntaxTree(out var tree) ? tree : d.GetSyntaxTreeAsync(cancellationToken).GetAwaiter().GetResult()
            )
            .OfType<SyntaxTree>()
            .SelectMany(t => ((CompilationUnitSyntax)t.GetRoot(cancellationToken)).AttributeLists)
            .SelectMany(l => l.Attributes)
            .Any(a =>
                a.Name.ToString().Contains("InternalsVisibleTo", StringComparison.Ordinal)
                && a.ArgumentList?.Arguments.FirstOrDefault()?.Expression.ToString() is { } text
                && text.Trim('"', '@').Split(',')[0] == assembly
                && (isSigned || !text.Contains("PublicKey", StringComparison.Ordinal))
            );

    private static async Task<TestProject> DescribeAsync(Project project, TestFramework framework, CancellationToken cancellationToken)
    {
        var names = project
            .MetadataReferences.Select(r => Path.GetFileNameWithoutExtension(r.Display) ?? "")
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var usings = ImmutableArray.CreateBuilder<SyntaxTree>();
        var tests = ImmutableArray.CreateBuilder<SyntaxTree>();
        var assertionUses = 0;
        foreach (var document in project.Documents)
        {
            if (await document.GetSyntaxTreeAsync(cancellationToken) is not { } tree)
            {
                continue;
            }

            var root = (CompilationUnitSyntax)await tree.GetRootAsync(cancellationToken);
            if (root.Usings.Any(u => u.GlobalKeyword != default))
            {
                usings.Add(tree);
            }

            if (root.Members.Count > 0 && TestNames(root).Any())
            {
                tests.Add(tree);
                assertionUses += root.ToFullString().Contains("Should", StringComparison.Ordinal) ? 1 : 0;
            }
        }

        var assertions =
            names.Contains("Shouldly") ? AssertionLibrary.Shouldly
            : names.Contains("AwesomeAssertions") ? AssertionLibrary.AwesomeAssertions
            : names.Contains("FluentAssertions") ? AssertionLibrary.FluentAssertions
            : AssertionLibrary.Framework;
        if (tests.Count > 0 && assertionUses * 4 < tests.Count)
        {
            // It is referenced, but the tests that are there hardly use it.
            assertions = AssertionLibrary.Framework;
        }

        var testNames = tests.SelectMany(t => TestNames(t.GetRoot(cancellationToken))).Take(500).ToList();
        return new TestProject
        {
            Name = BaseName(project.Name),
            FilePath = project.FilePath,
            Folder = Path.GetDirectoryName(project.FilePath)!,
            RootNamespace =
                Namespace(tests, project.DefaultNamespace, cancellationToken) ?? project.DefaultNamespace ?? project.AssemblyName,
            Framework = framework,
            Assertions = assertions,
            Mocks =
                names.Contains("NSubstitute") ? MockingLibrary.NSubstitute
                : names.Contains("Moq") ? MockingLibrary.Moq
                : names.Contains("FakeItEasy") ? MockingLibrary.FakeItEasy
                : MockingLibrary.None,
            AssemblyName = project.AssemblyName,
            ParseOptions = (CSharpParseOptions)project.ParseOptions!,
            CompilationOptions = (CSharpCompilationOptions)TestSubjects.WithAbsoluteKey(project.CompilationOptions!, project),
            References = [.. project.MetadataReferences],
            GlobalUsings = usings.ToImmutable(),
            TestFiles = tests.ToImmutable(),
            Style = TestStyleReader.Of(tests),
            Files = [.. project.Documents.Select(d => d.FilePath).OfType<string>()],
            NamesHaveUnderscores =
                testNames.Count == 0 || testNames.Count(n => n.Contains('_', StringComparison.Ordinal)) * 2 >= testNames.Count,
            FileScopedNamespaces =
                ((CSharpParseOptions)project.ParseOptions!).LanguageVersion >= LanguageVersion.CSharp10
                && (
                    tests.Count == 0
                    || tests.Count(t => t.GetRoot(cancellationToken).DescendantNodes().OfType<FileScopedNamespaceDeclarationSyntax>().Any())
                        * 2
                        >= tests.Count
                ),
        };
    }

    /// <summary>Errors of a file, as the project counts them, when it stands in the project with this text.</summary>
    internal static async Task<IReadOnlyList<TestFileError>> CheckAsync(
        Project project,
        string path,
        string text,
        CancellationToken cancellationToken
    )
    {
        var solution = project.Solution;
        var source = SourceText.From(text, System.Text.Encoding.UTF8);
        var id = project.Documents.FirstOrDefault(d => WorkspaceContent.PathComparer.Equals(d.FilePath, path))?.Id;
        if (id is null)
        {
            id = DocumentId.CreateNewId(project.Id);
            solution = solution.AddDocument(id, Path.GetFileName(path), source, filePath: path);
        }
        else
        {
            solution = solution.WithDocumentText(id, source);
        }

        var model = await solution.GetDocument(id)!.GetSemanticModelAsync(cancellationToken);
        var root = await model!.SyntaxTree.GetRootAsync(cancellationToken);
        return
        [
            .. model
                .GetDiagnostics(cancellationToken: cancellationToken)
                .Where(d => d.Severity == DiagnosticSeverity.Error)
                .Select(d => new TestFileError(
                    root.FindNode(d.Location.SourceSpan)
                        .AncestorsAndSelf()
                        .OfType<MethodDeclarationSyntax>()
                        .LastOrDefault(m => m.Parent is ClassDeclarationSyntax { Parent: BaseNamespaceDeclarationSyntax })
                        ?.Identifier.Text,
                    $"{d.Id} {d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}"
                )),
        ];
    }

    /// <summary>Names of the methods with an attribute of a test framework.</summary>
    internal static IEnumerable<string> TestNames(SyntaxNode root) =>
        root.DescendantNodes().OfType<MethodDeclarationSyntax>().Where(IsTest).Select(m => m.Identifier.Text);

    /// <summary>The method has an attribute of a test framework.</summary>
    internal static bool IsTest(MethodDeclarationSyntax method) =>
        method
            .AttributeLists.SelectMany(l => l.Attributes)
            .Any(a =>
                a.Name.ToString() is "Fact" or "Theory" or "Test" or "TestCase" or "TestCaseSource" or "TestMethod" or "DataTestMethod"
            );

    // The project's own where tests are in it, else the shortest of the test files.
    private static string? Namespace(IEnumerable<SyntaxTree> trees, string? own, CancellationToken cancellationToken)
    {
        var used = trees
            .SelectMany(t =>
                t.GetRoot(cancellationToken).DescendantNodes(n => n is CompilationUnitSyntax).OfType<BaseNamespaceDeclarationSyntax>()
            )
            .Select(n => n.Name.ToString())
            .ToList();
        return own is { Length: > 0 } && used.Any(n => n == own || n.StartsWith(own + ".", StringComparison.Ordinal))
            ? own
            : used.MinBy(n => n.Length);
    }
}
