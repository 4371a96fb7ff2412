using Microsoft.CodeAnalysis.CSharp;
using SmolCode.Testing.Planning;
using SmolCode.Testing.Values;

namespace SmolCode.Testing.Tests;

/// <summary>What reaches outside of the process is recognised before anything is run.</summary>
public sealed class OutsideEffectsTests
{
    [Theory]
    [InlineData("public $$void M() => System.IO.File.Delete(\"a\");", "File.Delete")]
    [InlineData("public $$void M() => N(); void N() => System.IO.File.WriteAllText(\"a\", \"b\");", "File.WriteAllText")]
    [InlineData("public $$void M() => System.Diagnostics.Process.Start(\"a\");", "Process.Start")]
    [InlineData("public $$void M() => Environment.Exit(1);", "Environment.Exit")]
    [InlineData("public $$async Task M() => await new System.Net.Http.HttpClient().GetStringAsync(\"a\");", "HttpClient.GetStringAsync")]
    [InlineData("public $$object M() => new System.IO.StreamWriter(\"a\");", "StreamWriter.ctor")]
    [InlineData(
        "public interface I { void X(); } class D : I { public void X() => System.IO.Directory.Delete(\"a\"); } public $$void M(I i) => i.X();",
        "Directory.Delete"
    )]
    [InlineData("readonly object o = System.IO.File.Create(\"a\"); public $$void M() { }", "File.Create")]
    [InlineData(
        "public partial class D { public partial void X(); public partial void X() => System.IO.File.Delete(\"a\"); } public $$void M() => new D().X();",
        "File.Delete"
    )]
    [InlineData(
        "public class B { public B() => System.IO.File.Delete(\"a\"); } public class D : B { } public $$object M() => new D();",
        "File.Delete"
    )]
    [InlineData(
        "public class B(object o) { public object O => o; } public class D() : B(System.IO.File.Create(\"a\")) { } public $$object M() => new D();",
        "File.Create"
    )]
    [InlineData(
        "sealed class T : IDisposable { public void Dispose() => System.IO.Directory.Delete(\"a\"); } public $$void M() { using var t = new T(); }",
        "Directory.Delete"
    )]
    [InlineData(
        "class D { public int this[int i] { get { System.IO.File.Delete(\"a\"); return i; } } } public $$int M() => new D()[3];",
        "File.Delete"
    )]
    [InlineData(
        "class D { public static D operator +(D a, D b) { System.IO.File.Delete(\"a\"); return a; } } public $$object M() => new D() + new D();",
        "File.Delete"
    )]
    [InlineData(
        "static class S { public static readonly object O = System.IO.File.Create(\"a\"); } public $$object M() => S.O;",
        "File.Create"
    )]
    [InlineData(
        "static class S { static S() => System.IO.File.Delete(\"a\"); public static int N() => 3; } public $$int M() => S.N();",
        "File.Delete"
    )]
    [InlineData("public $$void M() => Environment.CurrentDirectory = \"a\";", "Environment.CurrentDirectory")]
    [InlineData("public $$void M() => new System.IO.FileInfo(\"a\").IsReadOnly = true;", "FileInfo.IsReadOnly")]
    [InlineData("public $$object M() => new System.Net.Sockets.TcpClient(\"a\", 1);", "TcpClient.ctor")]
    [InlineData("public $$object M() => new System.Net.Http.HttpClient().PatchAsync(\"a\", null);", "HttpClient.PatchAsync")]
    [InlineData(
        "public $$object M() => System.Net.Http.Json.HttpClientJsonExtensions.GetFromJsonAsync<int>(new System.Net.Http.HttpClient(), \"a\");",
        "HttpClient.GetFromJsonAsync"
    )]
    public void A_call_is_found(string member, string effect) => Assert.Equal([effect], EffectsOf(member));

    [Theory]
    [InlineData("public $$string M() => System.IO.Path.Combine(\"a\", \"b\");")]
    [InlineData("public $$bool M() => System.IO.File.Exists(\"a\");")]
    [InlineData("public $$string? M() => Environment.GetEnvironmentVariable(\"a\");")]
    [InlineData("public $$string M() => Environment.CurrentDirectory;")]
    [InlineData("public $$object M() => new System.Net.Sockets.TcpClient();")]
    public void What_only_reads_is_not(string member) => Assert.Empty(EffectsOf(member));

    [Fact]
    public async Task A_member_that_deletes_is_not_run_and_says_how_to_run_it()
    {
        var subject = Subject.Of("public class C { public $$int M(int n) { if (n > 100000) System.IO.File.Delete(\"a\"); return n; } }");

        var refused = await Subject.GenerateAsync(subject);
        var allowed = await Subject.GenerateAsync(subject, "File.Delete");

        Assert.Null(refused.Text);
        Assert.Contains("--allow File.Delete", Assert.Single(refused.Dropped).Reason, StringComparison.Ordinal);
        Assert.NotEmpty(allowed.Kept);
    }

    [Fact]
    public void Calls_are_followed_into_a_project_that_is_referenced()
    {
        var subject = Subject.Of("public class C { public $$void M() { } }");
        var dependency = CSharpCompilation.Create(
            "Dependency",
            [
                CSharpSyntaxTree.ParseText(
                    "public static class Files { public static void Clean() => System.IO.Directory.Delete(\"a\"); }",
                    cancellationToken: TestContext.Current.CancellationToken
                ),
            ],
            subject.Compilation.References,
            subject.Compilation.Options
        );
        var compilation = subject
            .Compilation.AddReferences(dependency.ToMetadataReference())
            .AddSyntaxTrees(
                CSharpSyntaxTree.ParseText(
                    "public class D { public void M() => Files.Clean(); }",
                    (CSharpParseOptions)subject.Compilation.SyntaxTrees[0].Options,
                    cancellationToken: TestContext.Current.CancellationToken
                )
            );

        Assert.Equal(
            ["Directory.Delete"],
            new OutsideEffects(compilation, [dependency], []).Of(
                compilation.GetTypeByMetadataName("D")!.GetMembers("M")[0],
                TestContext.Current.CancellationToken
            )
        );
    }

    [Fact]
    public void Calls_that_are_too_many_to_be_followed_are_not_taken_for_harmless()
    {
        var members = string.Join(' ', Enumerable.Range(0, 3100).Select(i => $"void M{i}() => M{i + 1}();"));

        Assert.Equal([OutsideEffects.TooMany], EffectsOf($"public $$void M() => M0(); {members} void M3100() {{ }}"));
    }

    [Theory]
    [InlineData(
        "public class C { int n; public int $$Count => n; public void Set(int k) => n = k; public void Clear() => System.IO.Directory.Delete(\"a\"); }",
        "AfterClear"
    )]
    [InlineData(
        "public sealed class C : IDisposable { public int $$Count => 3; public void Dispose() => System.IO.Directory.Delete(\"a\"); }",
        "AfterDispose"
    )]
    [InlineData(
        "public class D { public D() => System.IO.Directory.Delete(\"a\"); } public static class C { public static int $$M(D? d) => d is null ? 1 : 2; }",
        "can't be made"
    )]
    [InlineData(
        "public static class C { public static string $$Encode(string text) => text + \"!\"; public static string Decode(string text) { System.IO.Directory.Delete(\"a\"); return text; } }",
        "ThenDecode"
    )]
    public async Task A_member_that_deletes_is_no_step_of_another_one_s_test(string source, string step)
    {
        var subject = Subject.Of(source);

        var refused = await Subject.GenerateAsync(subject);
        var allowed = await Subject.GenerateAsync(subject, "Directory.Delete");

        Assert.DoesNotContain(step, Told(refused), StringComparison.Ordinal);
        Assert.Contains(step, Told(allowed), StringComparison.Ordinal);

        static string Told(TestGenerationResult result) =>
            string.Join('\n', result.Kept.Select(k => k.Name).Concat(result.Dropped.Select(d => d.ToString())));
    }

    private static IReadOnlyList<string> EffectsOf(string member)
    {
        var subject = Subject.Of($"public class C {{ {member} }}");
        return new OutsideEffects(subject.Compilation, subject.Dependencies, new Surroundings(subject, seesInternals: true).AllTypes).Of(
            subject.Members[0],
            TestContext.Current.CancellationToken
        );
    }
}
