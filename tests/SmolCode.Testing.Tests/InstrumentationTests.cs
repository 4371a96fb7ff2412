using Microsoft.CodeAnalysis;
using SmolCode.Testing.Proof;

namespace SmolCode.Testing.Tests;

/// <summary>Mutants and branches are written into members that go on compiling.</summary>
public sealed class InstrumentationTests
{
    [Theory]
    [InlineData("public bool M(int a) { return a < 3; }", "< → <=")]
    [InlineData("public bool M(int a) { return a == 3; }", "== → !=")]
    [InlineData("public int M(int a) { return a + 3; }", "+ → -")]
    [InlineData("public int M(int a) { return a + 3; }", "3 → 3 + 1")]
    [InlineData("public bool M(bool a, bool b) { return a && b; }", "&& → ||")]
    [InlineData("public bool M(bool a) { return !a; }", "!a → a")]
    [InlineData("public void M() => M();", "M() removed")]
    [InlineData("public void M(Action? a) { a?.Invoke(); }", "a?.Invoke(); removed")]
    [InlineData("public string M(string? a) { return a ?? throw new Exception(); }", "a ?? throw → a")]
    [InlineData("public int M(int a) { if (a > 1) return 5; return a; }", "a > 1 → its negation")]
    [InlineData("public int M(int a) { return a; }", "return a → return default")]
    [InlineData("public bool M() => true;", "true → false")]
    [InlineData("public string M() => \"x\";", "\"x\" → \"\"")]
    [InlineData("public string M(string? a) => a ?? \"x\";", "a ?? b → a")]
    [InlineData("public int M(int a) { a += 2; return a; }", "+= → -=")]
    [InlineData("public int M(int a) { a++; return a; }", "++ → --")]
    [InlineData("public int P { get; private set; } public void M() { P = 4; }", "P = 4; removed")]
    public void A_change_is_among_the_mutants(string member, string change)
    {
        var instrumented = Apply(
            $"public class C {{ {member.Replace("public ", "public $$", StringComparison.Ordinal).Replace("$$int P", "int P", StringComparison.Ordinal).Replace("$$void M() { P", "$$void M() { P", StringComparison.Ordinal)} }}"
        );
        Assert.Contains(change, instrumented.Mutants.Select(m => m.Description));
    }

    [Theory]
    [InlineData("public $$byte M(byte b) { byte c = 1; return (byte)(b + c); }")]
    [InlineData("public $$int M(object o) { if (o is string s && s.Length > 2) return s.Length; return o is int n ? n : 0; }")]
    [InlineData("public $$int M(string s) { if (int.TryParse(s, out var n) && n > 3) { return n; } return -1; }")]
    [InlineData(
        "public $$string M(int n) => n switch { < 0 => \"minus\", 0 => \"zero\", > 10 when n % 2 == 0 => \"even\", _ => \"many\" };"
    )]
    [InlineData(
        "public $$int M(int n) { switch (n) { case 1: return 2; case 2: { n++; break; } default: throw new ArgumentException(); } return n; }"
    )]
    [InlineData("public $$int M(int n) { while (true) { if (n-- < 0) { break; } } return n; }")]
    [InlineData("public $$IEnumerable<int> M(int n) { for (var i = 0; i < n; i++) { if (i % 2 == 0) continue; yield return i; } }")]
    [InlineData("public $$async Task<int> M(int n) { await Task.Yield(); return n > 1 ? await Task.FromResult(2) : 3; }")]
    [InlineData("public async $$Task M(int n) => await Task.Delay(n);")]
    [InlineData("public $$bool M(int n, out int m) { if (n > 2) { m = 1; return true; } m = 0; return false; }")]
    [InlineData("const int Limit = 5; public $$long M(long n = 3L) { const long Two = 2; return n * Limit / Two; }")]
    [InlineData("public $$System.Linq.Expressions.Expression<Func<int, bool>> M() => x => x > 3 && x != 5;")]
    [InlineData("public $$uint M(uint a) { a = 3; a >>= 1; return a & 1; }")]
    [InlineData("int[] items = []; public $$ref int M(int i) { return ref items[i]; }")]
    [InlineData("public $$Span<int> M(Span<int> s) { return s.Length > 2 ? s[1..] : s; }")]
    [InlineData("public $$decimal M(int? n) { decimal d = 0; if (n == null) { d = 1; } return d + (n ?? 4); }")]
    [InlineData(
        "public $$string M(string s) { lock (this) { using var r = new System.IO.StringReader(s); return r.ReadLine() ?? throw new InvalidOperationException(\"empty\"); } }"
    )]
    [InlineData(
        "public $$int M(int n) { try { checked { return n * 1000; } } catch (OverflowException e) when (n > 0) { return e.HResult; } finally { n = 0; } }"
    )]
    [InlineData("public $$int this[int i] { get => i > 0 ? i : -i; set { if (value < 0) throw new ArgumentException(); } }")]
    [InlineData("public static $$C operator +(C a, C b) => a ?? b;")]
    [InlineData(
        "public $$int M(int n) { int Local(int x) => x < 2 ? 1 : Local(x - 1) + x; Func<int, int> f = y => y > 1 ? y : 2; return Local(n) + f(n); }"
    )]
    [InlineData(
        "public $$(int, string) M(List<int> all) { var q = from x in all where x > 1 select x + 1; return (q.Count(), $\"{all.Count:N2} of {all.Count,3}\"); }"
    )]
    [InlineData(
        "readonly Dictionary<string, int> map = []; public $$bool TryFind(string k, out int v) { if (k != null && map.TryGetValue(k, out v)) return true; v = 0; return false; }"
    )]
    [InlineData("public $$int M(string s) { int v; if (s.Length > 2 && (v = s.IndexOf('x')) > 1) { return v; } return -1; }")]
    [InlineData("public $$int M(string s) { int v; if (s.Length < 2 || !int.TryParse(s, out v)) { return -1; } return v; }")]
    [InlineData("int Get(out int v) { v = 3; return v; } public $$int M(out int v) => Get(out v);")]
    [InlineData("int n; int Get(out int v) { v = 3; return v; } public $$int M() { int v; n = Get(out v); return v + n; }")]
    [InlineData("int n; public $$void operator ++() => n++;")]
    [InlineData("public partial class D { public partial int $$M(int n); public partial int M(int n) => n > 3 ? 1 : 2; }")]
    public void What_is_instrumented_compiles(string member)
    {
        var instrumented = Apply($"public class C {{ {member} }}");
        var errors = instrumented
            .Compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(d => d.Severity == DiagnosticSeverity.Error && d.Id != "CS0227");
        Assert.Empty(errors);
        Assert.True(instrumented.Branches > 0);
    }

    [Theory]
    [InlineData("public $$bool M(string s, out int v) => int.TryParse(s, out v);", "return int.TryParse(s, out v) → return its negation")]
    [InlineData(
        "public $$int M(string s) { int v; if (int.TryParse(s, out v)) { return v; } return -1; }",
        "int.TryParse(s, out v) → its negation"
    )]
    [InlineData("public $$C M(int n) { return new C { N = n }; } public int N { get; set; }", "return new C { N = n } → return default")]
    public void What_is_assigned_in_any_case_takes_no_mutant_away(string member, string change) =>
        Assert.Contains(change, Apply($"public class C {{ {member} }}").Mutants.Select(m => m.Description));

    [Fact]
    public void A_member_that_can_t_be_instrumented_leaves_the_others_their_probes()
    {
        // Once there is a choice, the end of the method can be reached: no changed place stands around what the compiler complains of.
        var instrumented = Apply(
            """
            public class $$C
            {
                public int Fine(int a) => a > 3 ? 1 : 2;

                public int Odd(int a) { switch (true) { case true: return a; } }
            }
            """
        );

        Assert.Equal("Fine", Assert.Single(instrumented.Shares).Member.Name);
        Assert.True(instrumented.Branches > 1);
    }

    private static InstrumentedMember Apply(string marked)
    {
        var subject = Subject.Of(marked);
        return Instrumentation.Apply(subject.Compilation, subject.Members, TestContext.Current.CancellationToken);
    }
}
