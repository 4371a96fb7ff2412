using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SmolCode.CodeAnalysis.Testing;
using SmolCode.Testing.Sandboxing;
using SmolCode.TestSupport;

namespace SmolCode.Testing.Tests;

/// <summary>Marked source as a subject, with a test project that exists in memory only. What runs of it runs in the real sandbox.</summary>
internal static class Subject
{
    public static SandboxOptions Sandbox { get; } =
        new() { Command = "dotnet", Arguments = [Path.Combine(AppContext.BaseDirectory, "smolcode.dll"), "sandbox"] };

    private static readonly CSharpParseOptions Parse = new(LanguageVersion.Latest, DocumentationMode.Parse);

    // What the framework of this very test run has.
    private static readonly ImmutableArray<MetadataReference> Framework =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(f => Path.GetDirectoryName(f) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Select(f => MetadataReference.CreateFromFile(f)),
    ];

    private static readonly ImmutableArray<MetadataReference> XUnit =
    [
        MetadataReference.CreateFromFile(typeof(Assert).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location),
    ];

    public static TestSubject Of(
        string marked,
        TestFramework framework = TestFramework.XUnit,
        AssertionLibrary assertions = AssertionLibrary.Framework,
        string? existing = null,
        IEnumerable<MetadataReference>? more = null,
        MockingLibrary mocks = MockingLibrary.None
    )
    {
        var source = MarkedSource.Parse(marked.ReplaceLineEndings("\n"));
        var tree = CSharpSyntaxTree.ParseText(source.Text, Parse, "/code/Code.cs", System.Text.Encoding.UTF8);
        var usings = CSharpSyntaxTree.ParseText(
            "global using System; global using System.Collections.Generic; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;",
            Parse,
            encoding: System.Text.Encoding.UTF8
        );
        var compilation = CSharpCompilation.Create(
            "Code",
            [tree, usings],
            Framework,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
        );
        var members = TestSubjects.MembersAt(compilation, tree, source.Position);
        return new TestSubject
        {
            Type = members.First().ContainingType,
            Members = members,
            Compilation = compilation,
            Dependencies = [],
            Path = "/code/Code.cs",
            ProjectPath = "/code/Code.csproj",
            TestProject = new TestProject
            {
                Name = "Code.Tests",
                FilePath = "/tests/Code.Tests.csproj",
                Folder = "/tests",
                RootNamespace = "Code.Tests",
                Framework = framework,
                Assertions = assertions,
                Mocks = mocks,
                AssemblyName = "Code.Tests",
                ParseOptions = Parse,
                CompilationOptions = new CSharpCompilationOptions(
                    OutputKind.DynamicallyLinkedLibrary,
                    nullableContextOptions: NullableContextOptions.Enable
                ),
                References = [.. Framework, .. XUnit, .. more ?? []],
                GlobalUsings = [usings],
                TestFiles = existing is null
                    ? []
                    : [CSharpSyntaxTree.ParseText(existing, Parse, "/tests/Existing.cs", System.Text.Encoding.UTF8)],
                Style = existing is null
                    ? TestStyle.Default
                    : TestStyleReader.Of([CSharpSyntaxTree.ParseText(existing, Parse, "/tests/Existing.cs")]),
                NamesHaveUnderscores = true,
                FileScopedNamespaces = true,
            },
        };
    }

    /// <summary>The test project of a subject, as it is.</summary>
    public static CSharpCompilation TestCompilation(TestSubject subject) =>
        CSharpCompilation.Create(
            subject.TestProject.AssemblyName,
            [.. subject.TestProject.TestFiles, .. subject.TestProject.GlobalUsings],
            subject.TestProject.References,
            subject.TestProject.CompilationOptions
        );

    public static Task<TestGenerationResult> GenerateAsync(string marked, string? existing = null) =>
        GenerateAsync(Of(marked, existing: existing));

    public static Task<TestGenerationResult> GenerateAsync(TestSubject subject, params string[] allowed) =>
        // Loops without an end are ended by their steps; the time is for a busy machine.
        new TestGenerationService(Sandbox with { RunLimit = TimeSpan.FromSeconds(20) }).GenerateAsync(
            subject,
            new TestGenerationOptions { Allowed = [.. allowed] },
            null,
            TestContext.Current.CancellationToken
        );
}
