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
    public void A_call_is_found(string member, string effect) => Assert.Equal([effect], EffectsOf(member));

    [Theory]
    [InlineData("public $$string M() => System.IO.Path.Combine(\"a\", \"b\");")]
    [InlineData("public $$bool M() => System.IO.File.Exists(\"a\");")]
    [InlineData("public $$string? M() => Environment.GetEnvironmentVariable(\"a\");")]
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

    private static IReadOnlyList<string> EffectsOf(string member)
    {
        var subject = Subject.Of($"public class C {{ {member} }}");
        return new OutsideEffects(subject.Compilation, new Surroundings(subject, seesInternals: true).AllTypes).Of(
            subject.Members[0],
            TestContext.Current.CancellationToken
        );
    }
}
