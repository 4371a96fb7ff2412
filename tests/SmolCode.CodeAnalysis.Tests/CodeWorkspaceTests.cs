using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using SmolCode.TestSupport;

namespace SmolCode.CodeAnalysis.Tests;

public sealed class CodeWorkspaceTests : IAsyncDisposable
{
    // No packages: it loads without a restore, which the tests don't wait for.
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup>
        </Project>
        """;

    // Writes a file whenever any of its build logic runs.
    private const string MarkedProject = """
        <Project Sdk="Microsoft.NET.Sdk" InitialTargets="Mark">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
          <Target Name="Mark"><WriteLinesToFile File="$(MSBuildProjectDirectory)/marker.txt" Lines="ran" /></Target>
        </Project>
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private readonly CodeWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _workspace.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_trusted_project_is_loaded_through_MSBuild()
    {
        var project = _folder.Write("App/App.csproj", Project);
        var file = _folder.Write("App/Program.cs", "class Program { static void Main() { Console.WriteLine(new Greeter().Hello); } }");
        _folder.Write("App/Greeter.cs", "public class Greeter { public string Hello => \"\"; }");

        await OpenAsync(project, trusted: true);

        Assert.Equal(
            new WorkspaceStatus(WorkspaceState.Ready, AnalysisDepth.Project, null, 1, _workspace.Status.Documents),
            _workspace.Status
        );
        await AssertCompilesAsync(file, AnalysisDepth.Project, "Program.cs");
    }

    [Theory]
    [InlineData("All.sln")]
    [InlineData("All.slnx")]
    public async Task A_trusted_solution_is_loaded_through_MSBuild(string name)
    {
        _folder.Write("Library/Library.csproj", Project);
        _folder.Write("Library/Greeter.cs", "namespace Library; public class Greeter { public string Hello => \"\"; }");
        _folder.Write(
            "App/App.csproj",
            Project.Replace(
                "</Project>",
                "<ItemGroup><ProjectReference Include=\"../Library/Library.csproj\" /></ItemGroup></Project>",
                StringComparison.Ordinal
            )
        );
        var file = _folder.Write(
            "App/Program.cs",
            "class Program { static void Main() { Console.WriteLine(new Library.Greeter().Hello); } }"
        );
        var solution = _folder.Write(name, name.EndsWith('x') ? Slnx : Sln);

        await OpenAsync(solution, trusted: true);

        Assert.Equal(
            (WorkspaceState.Ready, AnalysisDepth.Project, 2),
            (_workspace.Status.State, _workspace.Status.Depth, _workspace.Status.Projects)
        );
        await AssertCompilesAsync(file, AnalysisDepth.Project, "App/Program.cs");
    }

    [Fact]
    public async Task Build_logic_runs_when_trusted()
    {
        var project = _folder.Write("App.csproj", MarkedProject);
        _folder.Write("Program.cs", "class Program { static void Main() { } }");

        await OpenAsync(project, trusted: true);

        Assert.True(File.Exists(Path.Combine(_folder.Path, "marker.txt")), _workspace.Status.ToString());
    }

    [Fact]
    public async Task Nothing_of_an_untrusted_project_runs()
    {
        var project = _folder.Write("App.csproj", MarkedProject);
        var file = _folder.Write("Program.cs", "class Program { static void Main() { Console.WriteLine(Other.Value); } }");
        _folder.Write("Other.cs", "static class Other { public static int Value; }");

        await OpenAsync(project, trusted: false);

        Assert.False(File.Exists(Path.Combine(_folder.Path, "marker.txt")));
        Assert.Equal((WorkspaceState.Degraded, AnalysisDepth.Folder), (_workspace.Status.State, _workspace.Status.Depth));
        Assert.Contains("isn't trusted", _workspace.Status.Message, StringComparison.Ordinal);
        await AssertCompilesAsync(file, AnalysisDepth.Folder, "Program.cs");
    }

    [Fact]
    public async Task A_project_that_is_not_restored_is_analysed_loosely_and_says_so()
    {
        var project = _folder.Write(
            "App.csproj",
            Project.Replace(
                "</Project>",
                "<ItemGroup><PackageReference Include=\"Some.Package\" Version=\"1.0.0\" /></ItemGroup></Project>",
                StringComparison.Ordinal
            )
        );
        var file = _folder.Write("Program.cs", "class Program { static void Main() { Console.WriteLine(1); } }");

        await OpenAsync(project, trusted: true);
        var snapshot = _workspace.GetSnapshot(file, null, 0);

        Assert.Equal(AnalysisDepth.Folder, snapshot.Depth);
        Assert.Equal(WorkspaceState.Degraded, _workspace.Status.State);
        Assert.Contains("dotnet restore App.csproj", _workspace.Status.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "obj", "project.assets.json")));
    }

    [Fact]
    public async Task A_restore_whose_result_lies_in_an_artifacts_folder_counts()
    {
        _folder.Write(
            "Directory.Build.props",
            "<Project><PropertyGroup><UseArtifactsOutput>true</UseArtifactsOutput></PropertyGroup></Project>"
        );
        var project = _folder.Write(
            "src/App/App.csproj",
            Project.Replace(
                "</Project>",
                "<ItemGroup Condition=\"false\"><PackageReference Include=\"Some.Package\" Version=\"1.0.0\" /></ItemGroup></Project>",
                StringComparison.Ordinal
            )
        );
        _folder.Write("src/App/Program.cs", "class Program { static void Main() { } }");
        await DotnetRestore.RunAsync(project);

        await OpenAsync(project, trusted: true);

        Assert.True(File.Exists(Path.Combine(_folder.Path, "artifacts", "obj", "App", "project.assets.json")));
        Assert.Equal((WorkspaceState.Ready, AnalysisDepth.Project), (_workspace.Status.State, _workspace.Status.Depth));
    }

    [Theory]
    [InlineData("<Project Sdk=\"No.Such.Sdk/1.0.0\" />", "SDK")]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup>", "failed to load")]
    [InlineData("", "failed to load")]
    public async Task A_broken_project_is_analysed_loosely_and_says_why(string text, string message)
    {
        var project = _folder.Write("App.csproj", text);
        var file = _folder.Write("Program.cs", "class Program { static void Main() { Console.WriteLine(1); } }");

        await OpenAsync(project, trusted: true);

        Assert.Equal((WorkspaceState.Degraded, AnalysisDepth.Folder), (_workspace.Status.State, _workspace.Status.Depth));
        Assert.Contains(message, _workspace.Status.Message, StringComparison.OrdinalIgnoreCase);
        await AssertCompilesAsync(file, AnalysisDepth.Folder, "Program.cs");
    }

    [Fact]
    public async Task An_sdk_that_is_not_installed_is_named()
    {
        _folder.Write("global.json", "{ \"sdk\": { \"version\": \"99.0.100\", \"rollForward\": \"disable\" } }");
        var project = _folder.Write("App.csproj", Project);
        _folder.Write("Program.cs", "class Program { static void Main() { } }");

        await OpenAsync(project, trusted: true);

        Assert.Equal((WorkspaceState.Degraded, AnalysisDepth.Folder), (_workspace.Status.State, _workspace.Status.Depth));
        Assert.Contains("global.json", _workspace.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_one_loose_compilation_without_what_tools_wrote()
    {
        var file = _folder.Write("src/A.cs", "class A { B b = new(); }");
        _folder.Write("src/B.cs", "class B { }");
        _folder.Write("bin/Debug/B.cs", "class B { }");
        _folder.Write("obj/B.cs", "class B { }");
        _folder.Write("node_modules/x/B.cs", "class B { }");
        _folder.Write(".git/B.cs", "class B { }");
        _folder.Write("src/Form.Designer.cs", "class B { }");
        _folder.Write("src/Huge.cs", "class B { }" + new string(' ', 1 << 20));

        await OpenAsync(_folder.Path, trusted: false);

        Assert.Equal(new WorkspaceStatus(WorkspaceState.Ready, AnalysisDepth.Folder, null, 1, 2), _workspace.Status);
        await AssertCompilesAsync(file, AnalysisDepth.Folder, "src/A.cs");
    }

    [Fact]
    public async Task A_file_stands_alone_before_anything_is_opened_and_outside_of_what_is()
    {
        var file = _folder.Write("one/A.cs", "class A { List<int> list = []; }");
        await AssertCompilesAsync(file, AnalysisDepth.File, "A.cs");

        _folder.Write("two/B.cs", "class B { }");
        await OpenAsync(Path.Combine(_folder.Path, "two"), trusted: false);

        await AssertCompilesAsync(file, AnalysisDepth.File, "A.cs");
    }

    [Fact]
    public async Task Projects_of_several_folders_stand_side_by_side_and_a_shared_one_is_there_once()
    {
        var reference = Project.Replace(
            "</Project>",
            "<ItemGroup><ProjectReference Include=\"../../Shared/Shared.csproj\" /></ItemGroup></Project>",
            StringComparison.Ordinal
        );
        _folder.Write("Shared/Shared.csproj", Project);
        var shared = _folder.Write("Shared/Common.cs", "namespace Shared; public class Common { public int Size => 1; }");
        _folder.Write(
            "One/One.slnx",
            "<Solution><Project Path=\"App/App.csproj\" /><Project Path=\"../Shared/Shared.csproj\" /></Solution>"
        );
        _folder.Write("One/App/App.csproj", reference);
        var app = _folder.Write("One/App/A.cs", "class A { int M(Shared.Common c) => c.Size; }");
        _folder.Write("Two/Tool/Tool.csproj", reference);
        var tool = _folder.Write("Two/Tool/B.cs", "class B { int M(Shared.Common c) => c.Size + c.ToString()!.Length; }");
        var loose = _folder.Write("Three/Script.cs", "class Script { List<int> list = []; }");

        await _workspace.OpenAsync(
            [.. new[] { "One", "Two/Tool", "Three" }.Select(f => WorkspaceLocation.Resolve(Path.Combine(_folder.Path, f)))],
            trusted: true,
            null,
            Cancellation
        );

        Assert.Equal((4, null), (_workspace.Status.Projects, _workspace.Status.Message));
        await AssertCompilesAsync(app, AnalysisDepth.Project, "App/A.cs");
        await AssertCompilesAsync(tool, AnalysisDepth.Project, "B.cs");
        await AssertCompilesAsync(shared, AnalysisDepth.Project, "Common.cs");
        await AssertCompilesAsync(loose, AnalysisDepth.Folder, "Script.cs");
        Assert.False(_workspace.IsLinked(_workspace.GetSnapshot(shared, null, 0)));
        await _workspace.WhenIndexedAsync(Cancellation);
        Assert.All([app, tool, shared, loose], p => Assert.Contains(p, _workspace.SourcePaths));

        // A change in the shared project is seen from both sides.
        _workspace.ApplyFileChanges([
            new FileChange(shared, FileChangeKind.Changed, SourceText.From("namespace Shared; public class Common;")),
        ]);
        Assert.Single(await ErrorsAsync(_workspace.GetSnapshot(app, null, 0)));
        Assert.Single(await ErrorsAsync(_workspace.GetSnapshot(tool, null, 0)));
    }

    [Fact]
    public async Task A_new_file_in_the_editor_belongs_to_the_project_around_it()
    {
        _folder.Write("A.cs", "class A { }");
        await OpenAsync(_folder.Path, trusted: false);

        var snapshot = _workspace.GetSnapshot(Path.Combine(_folder.Path, "New.cs"), SourceText.From("class New { A a = new(); }"), 1);

        Assert.Equal((AnalysisDepth.Folder, "New.cs", 1), (snapshot.Depth, snapshot.RelativePath, snapshot.Version));
        Assert.Empty(await ErrorsAsync(snapshot));
    }

    [Fact]
    public async Task Snapshots_have_the_editors_text_and_leave_each_other_alone()
    {
        var file = _folder.Write("A.cs", "class A { }");
        await OpenAsync(_folder.Path, trusted: false);

        var first = _workspace.GetSnapshot(file, SourceText.From("class A { int x; }"), 1);
        var second = _workspace.GetSnapshot(Path.Combine(_folder.Path, ".", "A.cs"), SourceText.From("class A { int xy; }"), 2);
        var disk = _workspace.GetSnapshot(file, null, 0);

        Assert.Equal("class A { int x; }", first.Text.ToString());
        Assert.Equal("class A { int xy; }", second.Text.ToString());
        Assert.Equal("class A { }", disk.Text.ToString());
        Assert.Equal(second.Text.ToString(), (await second.Analysed.GetRootAsync(Cancellation)).ToFullString());
    }

    [Fact]
    public async Task Files_that_come_and_go_while_it_loads_are_seen()
    {
        var project = _folder.Write("App.csproj", Project);
        var file = _folder.Write("Program.cs", "class Program { static void Main() => Late.Run(); }");
        var gone = _folder.Write("Gone.cs", "class Late { public static void Run() { } }");
        // The project's files are known when its references are resolved.
        var progress = new Reported(line =>
        {
            if (line.StartsWith("Resolve", StringComparison.Ordinal) && File.Exists(gone))
            {
                File.Delete(gone);
                var late = _folder.Write("Late.cs", "class Late { public static void Run() { } }");
                _workspace.ApplyFileChanges([new FileChange(gone, FileChangeKind.Deleted), new FileChange(late, FileChangeKind.Created)]);
            }
        });
        await _workspace.OpenAsync(WorkspaceLocation.Resolve(project), trusted: true, progress, Cancellation);

        Assert.False(File.Exists(gone));
        Assert.Empty(await ErrorsAsync(_workspace.GetSnapshot(file, null, 0)));
        await _workspace.WhenIndexedAsync(Cancellation);
        Assert.Contains(_workspace.SourcePaths, p => p.EndsWith("Late.cs", StringComparison.Ordinal));
        Assert.DoesNotContain(gone, _workspace.SourcePaths);
    }

    [Fact]
    public async Task A_source_generator_that_never_ends_holds_nothing_up()
    {
        // The generator runs in this process.
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        AppDomain.CurrentDomain.SetData("SmolCode.Tests.Endless", begun);
        var generator = Path.Combine(_folder.Path, "Endless.dll");
        Emit(
            generator,
            """
            using System;
            using System.Threading;
            using System.Threading.Tasks;
            using Microsoft.CodeAnalysis;

            [Generator(LanguageNames.CSharp)]
            public sealed class Endless : ISourceGenerator
            {
                public void Initialize(GeneratorInitializationContext context) { }

                public void Execute(GeneratorExecutionContext context)
                {
                    ((TaskCompletionSource)AppDomain.CurrentDomain.GetData("SmolCode.Tests.Endless")).TrySetResult();
                    new ManualResetEvent(false).WaitOne();
                }
            }
            """
        );
        var project = _folder.Write(
            "App/App.csproj",
            Project.Replace(
                "</Project>",
                $"<ItemGroup><Analyzer Include=\"{generator}\" /></ItemGroup></Project>",
                StringComparison.Ordinal
            )
        );
        var file = _folder.Write("App/Program.cs", "class Program { static void Main() { } }");
        var workspace = new CodeWorkspace();
        workspace.GetSnapshot(file, null, 0);
        await workspace.OpenAsync(WorkspaceLocation.Resolve(project), trusted: true, null, Cancellation);
        await begun.Task.WaitAsync(Patience, Cancellation);

        await workspace.OpenAsync(WorkspaceLocation.Resolve(project), trusted: true, null, Cancellation).WaitAsync(Patience, Cancellation);
        Assert.Empty(await ErrorsAsync(workspace.GetSnapshot(file, null, 0)));
        await workspace.DisposeAsync().AsTask().WaitAsync(Patience, Cancellation);
    }

    [Fact]
    public async Task Changes_on_disk_are_seen()
    {
        var file = _folder.Write("A.cs", "class A { B b = new(); int n = B.Precious; }");
        var other = _folder.Write("B.cs", "class B { }");
        await OpenAsync(_folder.Path, trusted: false);
        Assert.NotEmpty(await ErrorsAsync(_workspace.GetSnapshot(file, null, 0)));

        File.WriteAllText(other, "class B { public static int Precious; }");
        Assert.False(_workspace.ApplyFileChanges([new FileChange(other, FileChangeKind.Changed)]));
        Assert.Empty(await ErrorsAsync(_workspace.GetSnapshot(file, null, 0)));

        File.Delete(other);
        _workspace.ApplyFileChanges([new FileChange(other, FileChangeKind.Deleted)]);
        Assert.NotEmpty(await ErrorsAsync(_workspace.GetSnapshot(file, null, 0)));

        var created = _folder.Write("C.cs", "class B { public static int Precious; }");
        _workspace.ApplyFileChanges([new FileChange(created, FileChangeKind.Created)]);
        Assert.Empty(await ErrorsAsync(_workspace.GetSnapshot(file, null, 0)));
        await _workspace.BackgroundWork;
        var similar = _workspace.FindSimilarCode(
            _workspace.GetSnapshot(file, SourceText.From("Precious\n"), 1),
            9,
            3,
            SimilarCodeQuery.Default,
            Cancellation
        );
        Assert.Equal("C.cs", Assert.Single(similar).Path);
    }

    [Fact]
    public async Task Unsaved_text_of_another_file_counts_until_the_file_on_disk_does_again()
    {
        var file = _folder.Write("A.cs", "class A { int n = B.Precious + C.Rare; }");
        var other = _folder.Write("B.cs", "class B { }");
        await OpenAsync(_folder.Path, trusted: false);
        Assert.Equal(2, (await ErrorsAsync(_workspace.GetSnapshot(file, null, 0))).Count);

        _workspace.ApplyFileChanges([
            new FileChange(other, FileChangeKind.Changed, SourceText.From("class B { public static int Precious; }")),
            new FileChange(
                Path.Combine(_folder.Path, "C.cs"),
                FileChangeKind.Changed,
                SourceText.From("class C { public static int Rare; }")
            ),
        ]);
        Assert.Empty(await ErrorsAsync(_workspace.GetSnapshot(file, null, 0)));
        Assert.Equal("class B { }", File.ReadAllText(other));

        _workspace.ApplyFileChanges([new FileChange(other, FileChangeKind.Changed)]);
        Assert.Single(await ErrorsAsync(_workspace.GetSnapshot(file, null, 0)));
    }

    [Fact]
    public async Task Similar_code_is_that_of_the_text_that_is_not_saved()
    {
        var file = _folder.Write("A.cs", "class A { void M() { } }");
        var other = _folder.Write("B.cs", "class B\n{\n    void Weigh(Parcel parcel) { }\n}\n");
        foreach (var i in Enumerable.Range(0, 20))
        {
            _folder.Write($"Other{i}.cs", $"class Other{i}\n{{\n    int n{i};\n}}\n");
        }

        await OpenAsync(_folder.Path, trusted: false);
        var unsaved =
            $"{string.Concat(Enumerable.Repeat("// A line.\n", 40))}class B\n{{\n    void Weigh(Parcel parcel, Scale scale) {{ }}\n}}\n";
        _workspace.ApplyFileChanges([new FileChange(other, FileChangeKind.Changed, SourceText.From(unsaved))]);
        await _workspace.WhenIndexedAsync(Cancellation);

        var text = SourceText.From("Weigh(parcel, scale);\n");
        var similar = _workspace.FindSimilarCode(
            _workspace.GetSnapshot(file, text, 1),
            text.Length,
            3,
            SimilarCodeQuery.Default,
            Cancellation
        );
        var window = Assert.Single(similar);

        Assert.Contains("Scale scale", window.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Source_generators_run_for_each_project_that_is_worked_in()
    {
        var generator = Path.Combine(_folder.Path, "Naming.dll");
        Emit(
            generator,
            """
            using Microsoft.CodeAnalysis;

            [Generator(LanguageNames.CSharp)]
            public sealed class Naming : ISourceGenerator
            {
                public void Initialize(GeneratorInitializationContext context) { }

                public void Execute(GeneratorExecutionContext context) =>
                    context.AddSource("Generated.g.cs", $"static class Of{context.Compilation.AssemblyName} {{ }}");
            }
            """
        );
        var project = Project.Replace(
            "</Project>",
            $"<ItemGroup><Analyzer Include=\"{generator}\" /></ItemGroup></Project>",
            StringComparison.Ordinal
        );
        _folder.Write("One/One.csproj", project);
        _folder.Write("Two/Two.csproj", project);
        var one = _folder.Write("One/A.cs", "class A { object o = typeof(OfOne); }");
        var two = _folder.Write("Two/B.cs", "class B { object o = typeof(OfTwo); }");
        var solution = _folder.Write(
            "All.slnx",
            "<Solution><Project Path=\"One/One.csproj\" /><Project Path=\"Two/Two.csproj\" /></Solution>"
        );
        await OpenAsync(solution, trusted: true);

        foreach (var file in new[] { one, two })
        {
            _workspace.GetSnapshot(file, null, 0);
            await _workspace.WhenWarmAsync(Cancellation);
            Assert.Empty(await ErrorsAsync(_workspace.GetSnapshot(file, null, 0)));
        }

        Assert.True(await _workspace.WarmUpAsync(one, Cancellation));
        Assert.Empty(await ErrorsAsync(_workspace.GetSnapshot(one, null, 0)));
    }

    [Theory]
    [InlineData("App.csproj", true)]
    [InlineData("Directory.Build.props", true)]
    [InlineData("global.json", true)]
    [InlineData("All.slnx", true)]
    [InlineData("obj/project.assets.json", true)]
    [InlineData("obj/App.csproj.nuget.g.props", false)]
    [InlineData("Program.cs", false)]
    [InlineData("readme.md", false)]
    public void Only_project_files_ask_for_a_reload(string name, bool reload) =>
        Assert.Equal(reload, _workspace.ApplyFileChanges([new FileChange(Path.Combine(_folder.Path, name), FileChangeKind.Changed)]));

    [Fact]
    public async Task A_reload_takes_the_project_as_it_is_now()
    {
        var project = _folder.Write("App.csproj", Project);
        var file = _folder.Write("Program.cs", "class Program { static void Main() { List<int> list = []; } }");
        await OpenAsync(project, trusted: true);
        await AssertCompilesAsync(file, AnalysisDepth.Project, "Program.cs");

        _folder.Write("App.csproj", Project.Replace("<ImplicitUsings>enable", "<ImplicitUsings>disable", StringComparison.Ordinal));
        await OpenAsync(project, trusted: true);

        Assert.NotEmpty(await ErrorsAsync(_workspace.GetSnapshot(file, null, 0)));
    }

    [Fact]
    public async Task Of_several_target_frameworks_the_newest_counts()
    {
        var project = _folder.Write(
            "App.csproj",
            Project.Replace(
                "<TargetFramework>net10.0</TargetFramework>",
                "<TargetFrameworks>netstandard2.0;net10.0</TargetFrameworks>",
                StringComparison.Ordinal
            )
        );
        var file = _folder.Write("A.cs", "class A\n{\n#if NET10_0\n    int number;\n#endif\n}\n");

        await OpenAsync(project, trusted: true);
        var root = await _workspace.GetSnapshot(file, null, 0).Analysed.GetRootAsync(Cancellation);

        Assert.Contains("number", root.DescendantTokens().Select(t => t.ValueText));
    }

    [Fact]
    public async Task What_is_missing_is_refused_and_what_was_open_stays()
    {
        var file = _folder.Write("A.cs", "class A { }");
        await OpenAsync(_folder.Path, trusted: false);
        var before = _workspace.Status;

        var missing = new WorkspaceLocation(Path.Combine(_folder.Path, "Missing.sln"), WorkspaceLocationKind.Solution);
        await Assert.ThrowsAsync<WorkspaceLoadException>(() => _workspace.OpenAsync(missing, true, null, Cancellation));

        Assert.Equal(before, _workspace.Status);
        Assert.Equal(AnalysisDepth.Folder, _workspace.GetSnapshot(file, null, 0).Depth);
    }

    [Fact]
    public async Task A_cancelled_load_leaves_what_was_open()
    {
        var file = _folder.Write("A.cs", "class A { }");
        await OpenAsync(_folder.Path, trusted: false);
        var project = _folder.Write("App/App.csproj", Project);
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _workspace.OpenAsync(WorkspaceLocation.Resolve(project), true, null, cancellation.Token)
        );

        Assert.Equal(WorkspaceState.Ready, _workspace.Status.State);
        Assert.Equal(AnalysisDepth.Folder, _workspace.GetSnapshot(file, null, 0).Depth);
    }

    [Fact]
    public async Task The_status_tells_of_loading_and_its_end()
    {
        _folder.Write("A.cs", "class A { }");
        List<WorkspaceState> states = [];
        _workspace.StatusChanged += (_, status) => states.Add(status.State);

        await OpenAsync(_folder.Path, trusted: false);

        Assert.Equal([WorkspaceState.Loading, WorkspaceState.Ready], states);
    }

    [Fact]
    public void A_binary_file_is_refused()
    {
        var path = Path.Combine(_folder.Path, "A.cs");
        File.WriteAllBytes(path, [0x7F, 0x45, 0x4C, 0x46, 0, 0, 0]);

        var exception = Assert.Throws<WorkspaceLoadException>(() => _workspace.GetSnapshot(path, null, 0));
        Assert.Contains("binary file", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_file_is_refused()
    {
        var path = Path.Combine(_folder.Path, "A.cs");
        using (var stream = File.Create(path))
        {
            stream.SetLength(20 << 20);
        }

        var exception = Assert.Throws<WorkspaceLoadException>(() => _workspace.GetSnapshot(path, null, 0));
        Assert.Contains("20 MB", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_refused()
    {
        var exception = Assert.Throws<WorkspaceLoadException>(() => _workspace.GetSnapshot(Path.Combine(_folder.Path, "No.cs"), null, 0));
        Assert.Contains("doesn't exist", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A.g.cs", "class A { }", true)]
    [InlineData("A.Designer.cs", "class A { }", true)]
    [InlineData("obj/A.cs", "class A { }", true)]
    [InlineData("A.cs", "// <auto-generated/>\nclass A { }", true)]
    [InlineData("A.cs", "//-----\n// <auto-generated>\n//-----\nclass A { }", true)]
    [InlineData("A.cs", "class A { } // <auto-generated>", false)]
    public void Files_that_tools_write_are_known(string name, string text, bool generated) =>
        Assert.Equal(generated, _workspace.IsGenerated(_workspace.GetSnapshot(Path.Combine(_folder.Path, name), SourceText.From(text), 1)));

    private static string Sln =>
        """
            Microsoft Visual Studio Solution File, Format Version 12.00
            Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "Library", "Library\Library.csproj", "{11111111-1111-1111-1111-111111111111}"
            EndProject
            Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "App", "App\App.csproj", "{22222222-2222-2222-2222-222222222222}"
            EndProject
            Global
            	GlobalSection(SolutionConfigurationPlatforms) = preSolution
            		Debug|Any CPU = Debug|Any CPU
            	EndGlobalSection
            EndGlobal
            """;

    private static string Slnx =>
        """
            <Solution>
              <Project Path="Library/Library.csproj" />
              <Project Path="App/App.csproj" />
            </Solution>
            """;

    private Task OpenAsync(string path, bool trusted) => _workspace.OpenAsync(WorkspaceLocation.Resolve(path), trusted, null, Cancellation);

    private async Task AssertCompilesAsync(string file, AnalysisDepth depth, string relativePath)
    {
        var snapshot = _workspace.GetSnapshot(file, null, 0);
        Assert.Equal((depth, relativePath), (snapshot.Depth, snapshot.RelativePath));
        Assert.Empty(await ErrorsAsync(snapshot));
    }

    private static async Task<IReadOnlyList<string>> ErrorsAsync(DocumentSnapshot snapshot)
    {
        var model = await snapshot.Analysed.GetSemanticModelAsync(Cancellation);
        return
        [
            .. model
                .GetDiagnostics(cancellationToken: Cancellation)
                .Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error)
                .Select(d => d.ToString()),
        ];
    }

    private static void Emit(string path, string source)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(p => MetadataReference.CreateFromFile(p));
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path),
            [CSharpSyntaxTree.ParseText(source)],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
        );
        var result = compilation.Emit(path);
        Assert.True(result.Success, string.Join("; ", result.Diagnostics));
    }

    private sealed class Reported(Action<string> act) : IProgress<string>
    {
        public void Report(string value) => act(value);
    }
}
