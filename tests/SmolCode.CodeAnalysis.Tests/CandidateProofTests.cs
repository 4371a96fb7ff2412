namespace SmolCode.CodeAnalysis.Tests;

/// <summary>What a candidate does beyond its own text: to the statement around it, the member's header, the rest of the file, and null.</summary>
public sealed class CandidateProofTests
{
    [Theory]
    // The statement that the candidate stands in.
    [InlineData("class C { void F() { } int M(List<int> l) { F(); return l.$$ } }", "Clear();", "errors")]
    [InlineData("class C { int M(string s) { return s.$$(); } }", "Length", "names")]
    [InlineData("class C { void M(int x) { if ($$) { } } }", "x = 3", "errors")]
    [InlineData("class C { void M(int x) { x = $$== 3; } }", "1 ", "errors")]
    // What was there is not taken away.
    [InlineData("class C { void F() { } void G() { } void M() { $$G(); } }", "F(); // x", "syntax")]
    [InlineData("class C { void F() { } void G() { } void M() {\n $$\n G(); } }", "if (1 > 0)", "syntax")]
    [InlineData("class C { int M(int a) { return M($$); } }", "a // the value", "syntax")]
    [InlineData("class C { bool M(bool flag, string s) { return $$ int.TryParse(s, out var n) || n > 0; } }", "flag &&", "errors")]
    // A member's header.
    [InlineData("class C { public $$ Get() { return 1; } }", "string", "errors")]
    [InlineData("class C { public int Add(int a, $$) { return a + b; } }", "string b", "errors")]
    [InlineData("class C { private readonly $$ _x = 5; }", "string", "errors")]
    [InlineData("class C { private readonly string _n = \"a\"; public string P => _n.$$.Trim(); }", "Length", "names")]
    [InlineData("class C { void M() { }\n $$\n}", "void M() { }", "errors")]
    [InlineData("class C {\n $$\n}", "public int Add(int a, int b);", "errors")]
    // What is declared changes what stands elsewhere.
    [InlineData("class C { void F(string s) { } void M() { F(null!); }\n $$\n}", "void F(Version v) { }", "errors")]
    [InlineData("class C { void M() { new C(); }\n $$\n}", "public C(int x) { }", "errors")]
    [InlineData("class C { int N() => Math.Abs(-1);\n $$\n}", "public int Math => 3;", "errors")]
    [InlineData("class C { void F($$) { } void M() { F(); } }", "int x", "errors")]
    // A top-level program is one body.
    [InlineData("var x = 1;\n$$\nvar result = 2;\nConsole.WriteLine(result + x);", "var result = x;", "errors")]
    [InlineData("var s = $$;\nint y = s;\nConsole.WriteLine(y);", "\"abc\"", "errors")]
    [InlineData("int n;\nif (args.Length > 0) $$ n = 1; else n = 2;\nConsole.WriteLine(n);", "if (args.Length > 1)", "syntax")]
    // Constants in strings.
    [InlineData("class C { int M(string s) { switch (s) { case \"a\": return 1; case \"$$\": return 2; } return 3; } }", "a", "errors")]
    [InlineData("class C { [Obsolete(\"x\")] void M() { string s = \"a $$\"; } }", "\\q b", "syntax")]
    // Nobody waits, nobody reads.
    [InlineData("class C { void M(List<int> items, int n) { $$\n } }", "items.Contains(n);", "unused")]
    [InlineData("class C { Task SaveAsync() => Task.CompletedTask; void M() { $$\n } }", "SaveAsync();", "unused")]
    [InlineData("class C { void M(string s) => $$\n}", "s.Trim();", "unused")]
    // It does nothing, or never ends.
    [InlineData("class C { void M() { $$\n } }", ";", "unused")]
    [InlineData("class C { void M() { $$\n } }", "{ }", "unused")]
    [InlineData("class C { void M(int n) { if (n > 0)\n $$\n M(n - 1); } }", ";", "unused")]
    [InlineData("class C { int M(int n) => $$\n}", "M(n);", "unused")]
    [InlineData("class C { int M(int n) { $$\n } }", "return this.M(n + 1);", "unused")]
    [InlineData("class C { void M() { $$\n } }", "M();", "unused")]
    [InlineData("class C { async Task M() { $$\n } }", "await M();", "unused")]
    [InlineData("class C { int N => $$\n}", "N;", "unused")]
    [InlineData("class C { int N { get { $$\n } } }", "return N;", "unused")]
    [InlineData("class C { void M() { void Local(int n) { $$\n } Local(1); } }", "Local(n);", "unused")]
    [InlineData(
        "class C { int Total(int[] a) { var sum = 0;\n foreach (var n in a) { sum += n; }\n $$\n } }",
        "return Total(a);",
        "unused"
    )]
    [InlineData(
        "class C { string? Find(string[] all, string key) { if (all.Length == 0) { return null; }\n $$\n } }",
        "return Find(all, key);",
        "unused"
    )]
    [InlineData("class C { public override bool Equals(object? obj) { return obj is C $$\n } }", "other && Equals(other);", "unused")]
    [InlineData(
        "class C { public static bool operator ==(C a, C b) { $$\n } public static bool operator !=(C a, C b) => false; }",
        "return a == b;",
        "unused"
    )]
    [InlineData(
        "class C { public static bool operator ==(C a, C b) { $$\n } public static bool operator !=(C a, C b) => false; }",
        "if (a == null) { return false; }",
        "unused"
    )]
    [InlineData("class C { int N { get { $$\n } set { } } }", "return N + 1;", "unused")]
    [InlineData("class C { C Root => $$\n}", "Root.Root;", "unused")]
    [InlineData(
        "class C { int Depth; int M(C other, Version v) { if (other.Depth == v.Major) { return 0; }\n $$\n } }",
        "return M(other, v);",
        "unused"
    )]
    [InlineData("class C { int N { get => 1; set { $$\n } } }", "N = value;", "unused")]
    // The parameter instead of the member.
    [InlineData(
        "class C { string name = \"\"; C(string name) { $$\n } }",
        "name = name ?? throw new ArgumentNullException(nameof(name));",
        "unused"
    )]
    // The loop's next step throws.
    [InlineData("class C { void M(List<int> all) { foreach (var one in all) { $$\n } } }", "all.Add(one);", "unused")]
    [InlineData(
        "class C { List<int> all = []; void M() { foreach (var one in this.all) { if (one > 1) { $$\n } } } }",
        "all.Add(one);",
        "unused"
    )]
    [InlineData("class C { void M(Dictionary<int, int> all) { foreach (var one in all.Values) { $$\n } } }", "all.Add(one, 1);", "unused")]
    [InlineData("class C { void M(IList<int> all) { foreach (var one in all) { $$\n } } }", "all.Remove(one);", "unused")]
    [InlineData(
        "class C { void M(List<int> all) { foreach (var one in all) { foreach (var c in \"ab\") { $$\n break; } } } }",
        "all.Insert(0, one);",
        "unused"
    )]
    [InlineData("class C { bool IsEven(int n) => n % 2 == 0; void M() { $$\n } }", "IsEven(2);", "unused")]
    // What a top-level program declares beside its statements.
    [InlineData("using System;\n$$\nConsole.WriteLine(1);", "using Bogus.Stuff;", "names")]
    [InlineData("Console.WriteLine(1);\n$$", "record R(Mony M);", "names")]
    [InlineData("class C { void M() { Loggr?.$$\n } }", "Write(3);", "names")]
    // A directive that is there already, or stands elsewhere than the file's.
    [InlineData("using System.Text;\nnamespace N;\n$$\nclass C { }", "using System;", "unused")]
    [InlineData("namespace N;\n$$\nclass C { }", "using System;", "unused")]
    [InlineData("using System.Text;\n$$\nclass C { }", "using System.Text;", "unused")]
    // Behind a receiver that doesn't bind nothing is checked.
    [InlineData("class C { string M(string path) { return Fil.$$\n } }", "ReadAllText(path, 3);", "names")]
    [InlineData("class C { void M() { Loggr.Wr$$\n } }", "ite(3);", "names")]
    // The same error was there before, in the unfinished code; now it is the candidate's.
    [InlineData("class C { void M() {\n var watch = Stopw$$\n return; } }", "();", "names")]
    [InlineData("class C { bool M(string text, out int result)\n{\n $$\n}\n}", "return true;", "errors")]
    [InlineData(
        "class C { void M(Dictionary<string, int> map, Func<string, int> create, string key) {\n int value = create($$\n map[key] = value;\n } }",
        "map[key]);",
        "errors"
    )]
    [InlineData("class C { void F(int a, int b) { } void M(int x) {\n F($$\n } }", "x);", "errors")]
    [InlineData("class C { void M() {\n for (int j = 0; $$\n Console.WriteLine(j);\n }\n}", "j < 10; j++) {", "brackets")]
    // A type's header holds for all that names the type.
    [InlineData("interface IBox<T> where T : $$\n{\n}\nclass Box<T> : IBox<T> where T : class\n{\n}\n", "IEquatable<T>", "errors")]
    public async Task It_is_refuted(string source, string candidate, string by)
    {
        var result = await TestDocument.Parse(source).CheckAsync(candidate);

        Assert.False(result.Checks.Passed, "It passed.");
        Assert.True(by == result.Checks.RefutedBy, $"{result.Checks.RefutedBy}: {string.Join(", ", result.Checks.NewErrors)}");
    }

    [Theory]
    [InlineData("class C { public $$ Get() { return 1; } }", "int")]
    [InlineData("class C { public int Add(int a, $$) { return a + b; } }", "int b")]
    [InlineData("class C { private readonly string _n = \"a\"; public string P => _n.$$.Trim(); }", "ToLower()")]
    [InlineData("var s = $$;\nint y = s;\nConsole.WriteLine(y);", "5")]
    [InlineData("class C { int M(string s) { switch (s) { case \"a\": return 1; case \"$$\": return 2; } return 3; } }", "b")]
    [InlineData("class C { void F(string s) { } void M() { F(null!); }\n $$\n}", "void F(int v) { }")]
    [InlineData("class C { void M() { new C(1); }\n $$\n}", "public C(int x) { }")]
    [InlineData("class C { void M() { Missing(); Add(1); }\n $$\n}", "void Add(int n) { }")]
    [InlineData("interface I {\n $$\n}", "public int Add(int a, int b);")]
    [InlineData("abstract class C {\n $$\n}", "public abstract int Add(int a, int b);")]
    [InlineData("class C { void F() { } void G() { } void M() {\n $$\n G(); } }", "F(); // x")]
    [InlineData("class C { Task SaveAsync() => Task.CompletedTask; async Task M() { $$\n } }", "await SaveAsync();")]
    [InlineData("class C { string M(string s) => $$\n}", "s.Trim();")]
    [InlineData("class C { bool F() => true; void M() { while (F())$$\n } }", ";")]
    [InlineData("class C { void M(int n) { if (n > 0)\n $$\n } }", "{ }")]
    [InlineData("class C { int M(int n) => M(n, 0); int M(int n, int k) => $$\n}", "M(n + k);")]
    [InlineData("class C { C? _next; int N => $$\n}", "_next!.N;")]
    [InlineData("class C { C _next = new(); void M() { $$\n } }", "_next.M();")]
    [InlineData("class C { int M(int n) { if (n < 2) return n; $$\n } }", "return M(n - 1);")]
    [InlineData("class C { Func<int> M() => $$\n}", "() => 1;")]
    // It comes to an end: something leaves before, or is different at the second time.
    [InlineData("class C { int _n; int M() { if (_n > 3) { return _n; }\n _n++;\n $$\n } }", "return M();")]
    [InlineData(
        "class C { int Sum(int[] a, int from) { if (from == a.Length) { return 0; }\n $$\n } }",
        "return a[from] + Sum(a, from + 1);"
    )]
    [InlineData("class C { C? _next; int M() => $$\n}", "_next == null ? 0 : _next.M();")]
    [InlineData(
        "class C : IEquatable<C> { public bool Equals(C? other) => true; public override bool Equals(object? obj) => $$\n}",
        "obj is C other && Equals(other);"
    )]
    [InlineData("class C { string? Name { get; } string? Text => $$\n}", "this.Name;")]
    [InlineData("class C { string name = \"\"; C(string name) { $$\n } }", "this.name = name;")]
    [InlineData("class C { string name = \"\"; C(string name) { $$\n } }", "name = name.Trim();")]
    [InlineData(
        "class C { string name = \"\"; C(string name) { $$\n this.name = name; } }",
        "name = name ?? throw new ArgumentNullException(nameof(name));"
    )]
    [InlineData("class C { int _n; void Changed(string n) { } int N { get => _n; set { _n = value; $$\n } } }", "Changed(nameof(N));")]
    [InlineData("class C { int _n; int N { get => _n; set { $$\n } } }", "if (N == value) { return; }")]
    [InlineData("class C { int _n; int N { get { $$\n } } }", "throw new InvalidOperationException(nameof(N));")]
    [InlineData(
        "class C { C? L; int V; public static bool operator ==(C? a, C? b) { if (a is null || b is null) { return false; } $$\n } public static bool operator !=(C? a, C? b) => false; }",
        "return a.V == b.V && a.L == b.L;"
    )]
    [InlineData("class C { C? Parent; C Root => $$\n}", "Parent?.Root ?? this;")]
    [InlineData("class C { C? Parent; C Root => $$\n}", "this is { Parent: { Root: var r } } ? r : this;")]
    [InlineData("class C { object M(List<int> l) { return l.Select(x => x.Missing).$$\n } }", "ToList();")]
    [InlineData("class C { void M(int k) { switch (k) { case $$\n } } }", "1:")]
    [InlineData("class C { public int $$\n{\n}\n}", "Compute(int x)")]
    [InlineData("class C { IEnumerable<int> Ones() { yield return 1; $$\n } }", "foreach (var one in Ones()) { yield return one; }")]
    [InlineData(
        "class C { string t = \"\"; int p; char Next => t[p++]; int Unary() { if (Next == '-') { $$\n } return 0; } }",
        "return -Unary();"
    )]
    // The loop is left, or may be; another collection; a copy; what forgives it.
    [InlineData("class C { void M(List<int> all) { foreach (var one in all) { $$\n break; } } }", "all.Add(one);")]
    [InlineData(
        "class C { readonly List<int> items = new(); C(IEnumerable<int> items) { foreach (var i in items) { $$\n } } }",
        "this.items.Add(i);"
    )]
    [InlineData("class C { void M(IDisposable a, IDisposable b) {\n  $$\n  using (b)\n  {\n  }\n} }", "using (a)")]
    // Said for what it does, though its name asks.
    [InlineData("interface IRule { IRule IsRequired(); } class C { void M(IRule rule) { $$\n } }", "rule.IsRequired();")]
    [InlineData("class C { void M(List<int> all) { foreach (var one in all) { if (one > 1) { $$\n } return; } } }", "all.Add(one);")]
    [InlineData(
        "class C { bool M(List<int> all) { foreach (var one in all) { if (one > 1) { $$\n } } return false; } }",
        "return all.Remove(one);"
    )]
    [InlineData("class C { void M(List<int> all) { foreach (var one in all) { if (one > 1) { $$\n } } } }", "all.Remove(one);")]
    [InlineData("class C { void M(List<int> all, List<int> some) { foreach (var one in all) { $$\n } } }", "some.Add(one);")]
    [InlineData("class C { void M(List<int> all) { foreach (var one in all.ToArray()) { $$\n } } }", "all.Add(one);")]
    [InlineData("class C { void M(Dictionary<int, int> all) { foreach (var one in all.Keys) { $$\n } } }", "all.Remove(one);")]
    [InlineData(
        "class C { void M(System.Collections.Concurrent.ConcurrentQueue<int> all) { foreach (var one in all) { $$\n } } }",
        "all.Enqueue(one);"
    )]
    [InlineData(
        "class C { void M(List<int> all, List<Action> later) { foreach (var one in all) { later.Add(() => $$\n } } }",
        "all.Remove(one));"
    )]
    [InlineData("class C { string name = \"\"; C(string title) { $$\n } }", "title = title.Trim();")]
    [InlineData("namespace N;\n$$\nclass C { }", "using System.Text;")]
    [InlineData("using System.Text;\n$$\nclass C { }", "using System.Text.Json;")]
    public async Task It_passes(string source, string candidate)
    {
        var result = await TestDocument.Parse(source).CheckAsync(candidate);

        Assert.True(result.Checks.Passed, $"{result.Checks.RefutedBy}: {string.Join(", ", result.Checks.NewErrors)}");
    }

    private const string NullMembers = "string name = \"\"; string? nick; string? Find(int id) => null; void Log(string s) { }";

    [Theory]
    [InlineData("int M() { return $$\n}", "nick.Length;", "CS8602")]
    [InlineData("void M() { Log($$); }", "nick", "CS8604")]
    [InlineData("void M() { $$\n}", "name = null;", "CS8625")]
    [InlineData("void M() { $$\n}", "name = nick;", "CS8601")]
    [InlineData("string M(int id) { return $$\n}", "Find(id);", "CS8603")]
    [InlineData("string M(int id) => $$;", "Find(id)", "CS8603")]
    [InlineData("string Title => $$;", "nick", "CS8603")]
    [InlineData("void M() { $$\n}", "string s = Find(1);", "CS8600")]
    [InlineData("int M(int? n) { return $$\n}", "n.Value;", "CS8629")]
    [InlineData("void M() { throw $$\n}", "null;", "CS8597")]
    [InlineData("void M(string s) { s = \"\";\n $$\n Log(s); }", "s = nick!;\n s = null!;\n name = null;", "CS8625")]
    [InlineData("void M() { Log(nick);\n $$\n}", "Log(nick == null ? nick : name);", "CS8604")]
    // Once more than before, or first: it is the candidate's.
    [InlineData("void M() { $$\n Log(nick); }", "Log(nick);", "CS8604")]
    public async Task Null_where_the_file_minds_it_refutes(string member, string candidate, string error)
    {
        var result = await TestDocument.Parse($"#nullable enable\nclass C {{ {NullMembers}\n{member}\n}}\n").CheckAsync(candidate);

        Assert.Equal("errors", result.Checks.RefutedBy);
        Assert.Contains(result.Checks.NewErrors, e => e.StartsWith(error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("int M() { return $$\n}", "nick?.Length ?? 0;")]
    [InlineData("int M() { return $$\n}", "nick!.Length;")]
    [InlineData("void M() { if (nick != null) { Log($$); } }", "nick")]
    [InlineData("void M() { $$\n}", "nick = null;")]
    [InlineData("string? M(int id) { return $$\n}", "Find(id);")]
    // It is checked in the lines to come.
    [InlineData("int M() { $$\n return found.Length; }", "var found = Find(1);")]
    // It was there before.
    [InlineData("void M() { Log(nick);\n $$\n}", "Log(name);")]
    // Whoever makes it gives it a value, or the constructor will.
    [InlineData("$$", "public string Title { get; set; }")]
    public async Task What_minds_null_passes(string member, string candidate)
    {
        var result = await TestDocument.Parse($"#nullable enable\nclass C {{ {NullMembers}\n{member}\n}}\n").CheckAsync(candidate);

        Assert.True(result.Checks.Passed, $"{result.Checks.RefutedBy}: {string.Join(", ", result.Checks.NewErrors)}");
    }

    [Theory]
    [InlineData("class C { int _n; int N { get => $$ } }", "_n", "_n;")]
    [InlineData("class C { int _n; int N { get { return $$ } } }", "_n", "_n;")]
    [InlineData("class C { int M(int a) {\n return $$\n } }", "a", "a;")]
    [InlineData("class C { int M(int a) {\n return $$ // the count\n } }", "a", "a;")]
    [InlineData("class C { void M(string a) {\n Console.WriteLine($$)\n } }", "a", "a);")]
    public async Task A_statement_gets_the_semicolon_that_was_missing_before(string source, string candidate, string tidy)
    {
        var document = TestDocument.Parse(source);
        var checker = CandidateChecker.Begin(document.Snapshot, await document.AnalyzeAsync(), CancellationToken.None);
        var passed = await checker.CheckAsync(candidate, CancellationToken.None);
        Assert.NotNull(passed.Checks.Unended);
        Assert.False(CandidateChecker.Finished(passed).Checks.Passed);

        var result = await checker.TidyAsync(passed, CancellationToken.None);
        Assert.Equal((tidy, true, null), (result.Text, result.Checks.Passed, result.Checks.Unended));
    }

    [Theory]
    [InlineData("class C\n{\n    int _n;\n    int N { get { $$\n    int M() => 1;\n}\n", "return _n;", "return _n; } }")]
    [InlineData("class C\n{\n    int _n;\n    int N { get { return $$\n    int M() => 1;\n}\n", "_n", "_n; } }")]
    [InlineData("class C\n{\n    int _n;\n    int N { get { $$ } }\n}\n", "return _n;", "return _n;")]
    public async Task Blocks_that_the_line_opened_are_closed_where_the_file_does_not(string source, string candidate, string tidy)
    {
        var document = TestDocument.Parse(source);
        var checker = CandidateChecker.Begin(document.Snapshot, await document.AnalyzeAsync(), CancellationToken.None);
        var passed = await checker.CheckAsync(candidate, CancellationToken.None);
        Assert.True(passed.Checks.Passed);

        Assert.Equal(tidy, (await checker.TidyAsync(passed, CancellationToken.None)).Text);
    }

    [Theory]
    [InlineData("class C { int[] M() => [$$\n}", "1, 2, 3,")]
    [InlineData("class C { void F(int a) { } void M(int x) {\n F($$\n } }", "x")]
    public async Task What_is_missing_at_the_end_is_said_though_it_was_missing_before(string source, string candidate)
    {
        var result = CandidateChecker.Finished(await TestDocument.Parse(source).CheckAsync(candidate));

        Assert.False(result.Checks.Passed, "It passed.");
        Assert.Equal("syntax", result.Checks.RefutedBy);
    }

    [Theory]
    [InlineData("class C { void M(int x)\n{\n    if ($$\n}\n}", "x > 0)")]
    [InlineData("class C { void M(int[] x)\n{\n    foreach (var n in $$\n}\n}", "x)")]
    [InlineData("class C { void M(int x)\n{\n    for (var i = 0; $$\n}\n}", "i < x; i++)")]
    [InlineData("class P { public int A; public int B; }\nclass C { P M(int x)\n{\n    return new P {\n        A = $$", "x,")]
    [InlineData("class C { void F(int a, int b) { } void M()\n{\n    F(\n        1,\n        $$\n}\n}", "3")]
    [InlineData("class C { void M($$\n}", "int a)")]
    [InlineData("class C { void M() { } \n $$\n}", "public void N(int a)\n{\n}")]
    public async Task The_body_of_a_header_may_be_to_come(string source, string candidate)
    {
        var result = CandidateChecker.Finished(await TestDocument.Parse(source).CheckAsync(candidate));

        Assert.True(result.Checks.Passed, $"{result.Checks.RefutedBy}: {string.Join(", ", result.Checks.NewErrors)}");
    }

    [Theory]
    [InlineData("class C { void M(Unknown u) { u.$$\n } }", "Save();", false)]
    [InlineData("class C { void M(C c) { c.$$\n } void Save() { } }", "Save();", true)]
    public async Task Behind_a_value_of_an_unknown_type_it_is_said_that_not_all_was_checked(
        string source,
        string candidate,
        bool isComplete
    )
    {
        var result = await TestDocument.Parse(source).CheckAsync(candidate);

        Assert.True(result.Checks.Passed);
        Assert.Equal(isComplete, result.Checks.IsComplete);
    }

    [Fact]
    public async Task Several_versions_of_a_body_are_held_to_null_as_one_is()
    {
        var document = TestDocument.Parse($"#nullable enable\nclass C {{ {NullMembers}\nint M() {{ return $$\n}}\n}}\n");
        var checker = CandidateChecker.Begin(document.Snapshot, await document.AnalyzeAsync(), CancellationToken.None);
        var results = await checker.CheckAsync(
            ["nick.Length;", "name.Length;", "nick?.Length ?? 1;", "Find(1).Length;"],
            CancellationToken.None
        );

        Assert.Equal([false, true, true, false], results.Select(r => r.Checks.Passed));
    }

    [Theory]
    [InlineData("int M() { return $$\n}", "nick.Length;")]
    [InlineData("void M() { Log($$); }", "nick")]
    public async Task Where_nobody_minds_null_it_does_not_count(string member, string candidate)
    {
        foreach (var depth in new[] { AnalysisDepth.File, AnalysisDepth.Project })
        {
            var result = await TestDocument.Parse($"class C {{ {NullMembers}\n{member}\n}}\n", depth).CheckAsync(candidate);

            Assert.True(result.Checks.Passed, $"{result.Checks.RefutedBy}: {string.Join(", ", result.Checks.NewErrors)}");
        }
    }

    [Theory]
    [InlineData("<param name=\"c\">No.</param>", "names")]
    [InlineData("<param name='c'>No.</param>", "names")]
    [InlineData("<param  name=\"c\">No.</param>", "names")]
    [InlineData("<param name=\"a\">Again.</param>", "syntax")]
    [InlineData("<param name=\"b\">The <b>value.</param>", "syntax")]
    [InlineData("<returns>The <see cref=\"Foo\"/>.</returns>", "names")]
    [InlineData("<returns>The <paramref name=\"zz\"/>.</returns>", "names")]
    [InlineData("<exception cref=\"ArgumentNullExceptio\">x</exception>", "names")]
    [InlineData("</summary>", "syntax")]
    public async Task Documentation_is_held_to_the_member_it_is_of(string candidate, string by)
    {
        var document = TestDocument.Parse(
            "class A {\n  /// <summary>Adds.</summary>\n  /// <param name=\"a\">The a.</param>\n  /// $$\n  public int Add(int a, int b) => a + b;\n}\n"
        );
        var result = await document.CheckAsync(candidate);

        Assert.False(result.Checks.Passed, "It passed.");
        Assert.Equal(by, result.Checks.RefutedBy);
    }

    [Theory]
    [InlineData("int N { get; set; }", true)]
    [InlineData("int N { get; }", false)]
    public async Task The_value_of_a_setter_can_be_spoken_of(string property, bool passes)
    {
        var document = TestDocument.Parse($"class A {{\n  /// $$\n  public {property}\n}}\n");
        var result = await document.CheckAsync("<exception cref=\"ArgumentException\"><paramref name=\"value\"/> is negative.</exception>");

        Assert.Equal(passes, result.Checks.Passed);
    }

    [Theory]
    [InlineData("int x = big;")]
    [InlineData("int x = real;")]
    [InlineData("string s = anything;")]
    [InlineData("Box b = shape;")]
    public async Task A_cast_that_may_fail_or_lose_is_not_put_in(string candidate)
    {
        var document = TestDocument.Parse(
            "class Shape { }\nclass Box : Shape { }\nclass C { void M(double real, object anything, Shape shape, decimal big) {\n $$\n} }"
        );
        var refuted = await document.CheckAsync(candidate);

        Assert.False(refuted.Checks.Passed);
        Assert.Null(await document.RepairAsync(candidate, refuted));
    }
}
