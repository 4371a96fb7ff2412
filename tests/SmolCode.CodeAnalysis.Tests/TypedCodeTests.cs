namespace SmolCode.CodeAnalysis.Tests;

/// <summary>Expressions of the type that is wanted, from what is in scope.</summary>
public sealed class TypedCodeTests
{
    private const int Count = 10;

    private const string Types = """
        #nullable enable
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        enum Colour { Red, Green }
        sealed record Options(TimeSpan Timeout, Colour Colour) { public static Options Default { get; } = new(TimeSpan.Zero, Colour.Red); }
        sealed class Context { public Options Options { get; } = Options.Default; public Clock Clock { get; } = new(); public string? Key { get; } }
        sealed class Clock { public DateTime Now => default; public static Clock System { get; } = new(); }
        sealed class Job(Options options, Clock clock) { public Options Used => options; public void Run(Options options, CancellationToken cancellationToken = default) { } public Clock Clock => clock; }

        """;

    [Theory]
    // Arguments: by type and name, all that the call still needs, and what closes the line.
    [InlineData("void F(Clock clock, Options options) { G($$\n} void G(Options options) { }", "options);")]
    [InlineData("void F(Context context, Options options) { var job = new Job($$\n}", "options, context.Clock);")]
    [InlineData(
        "void F(Context context, Options options) { H(new Job($$\n} void H(Job job, Options options) { }",
        "options, context.Clock), options);"
    )]
    [InlineData(
        "void F(Context context) { Register(c => new Job($$\n} void Register(Func<Context, Job> factory) { }",
        "c.Options, c.Clock));"
    )]
    [InlineData("void F(Job job, Options options, CancellationToken cancellationToken) { job.Run($$\n}", "options, cancellationToken);")]
    [InlineData("void F(Colour colour, Clock clock) { G(colour, $$\n} void G(Colour colour, Clock clock) { }", "clock);")]
    [InlineData("void F(string text) { int.TryParse(text, $$\n}", "out var result);")]
    [InlineData("void F(Options options) { G(opt$$\n} void G(Options options) { }", "ions);")]
    [InlineData("void F() { G($$\n} void G(Colour colour) { }", "Colour.Green);")]
    [InlineData("void F(Clock clock, Options options) { if (G($$\n} bool G(Options options) => true;", "options))")]
    [InlineData("void F(Options o, Clock clock) { G($$, clock);\n} void G(Options options, Clock clock) { }", "o")]
    [InlineData("void F(Clock clock) { G($$)\n} void G(Clock clock) { }", "clock);")]
    // Assignments.
    [InlineData("Clock _clock = new(); C(Clock clock) { _clock = $$\n}", "clock;")]
    [InlineData("void F(Context context) { Options options = $$\n}", "context.Options;")]
    [InlineData("void F(Context context) { var clock = $$\n}", "context.Clock;")]
    [InlineData("void F(Options options, Clock clock) { Job job = $$\n}", "new Job(options, clock);")]
    [InlineData("void F() { TimeSpan delay = $$\n}", "TimeSpan.Zero;")]
    [InlineData("Clock _clock = new(); Clock Current => $$\n", "_clock;")]
    [InlineData("int? _count; void F() { _count = 1;\nint count = $$\n}", "_count.Value;")]
    [InlineData("async Task F(Task<Options> loading) { Options options = $$\n}", "await loading;")]
    // Casts, elements, interpolations.
    [InlineData("void F(object item) { Options options = $$\n}", "(Options)item;")]
    [InlineData("int F(Colour colour) { return $$\n}", "(int)colour;")]
    [InlineData("void F(Options[] all, int index) { Options options = $$\n}", "all[index];")]
    [InlineData("Options F(List<Options> all) { return $$\n}", "all[0];")]
    [InlineData("readonly Dictionary<string, Options> _all = []; Options F(string key) { return $$\n}", "_all[key];")]
    [InlineData("void G(string s) { } void F(string title) { G($\"a {$$\n}", "title}\");")]
    [InlineData("void F(Context context) { G($\"a {$$}\");\n} void G(string s) { }", "context.Key}\");")]
    // Elements of collections.
    [InlineData("void F(Options first) { List<Options> all = [$$\n}", "first];")]
    [InlineData("void F(Options first, Options second) { List<Options> all = [first, $$\n}", "second];")]
    [InlineData("void F(Options first, Options second) { var all = new[] { first, $$ };\n}", "second")]
    [InlineData("void F(Options first, Options second) { var all = new Options[] { $$ };\n}", "first")]
    [InlineData("void F(Options first) { var all = new List<Options> { $$ };\n}", "first")]
    // What is returned, and conditions.
    [InlineData("Options F(Context context) { return $$\n}", "context.Options;")]
    [InlineData("Colour F() { return $$\n}", "Colour.Red;")]
    [InlineData("Job F(Options options) { return $$\n} Job Create(Options options) => new(options, Clock.System);", "Create(options);")]
    [InlineData("bool _done; void F() { if ($$\n}", "_done)|!_done)")]
    [InlineData("void F(string? name) { if ($$\n}", "name is null)|name is not null)")]
    [InlineData("void F(string? name) { if (name == null) { }\nif (name == null) { }\nif ($$\n}", "name == null)|name != null)")]
    public async Task The_wanted_type_is_filled_from_scope(string members, string expected)
    {
        var (document, found) = await FindAsync(members);
        foreach (var text in expected.Split('|'))
        {
            Assert.Contains(text, found.Texts);
            if (!members.Contains("if (", StringComparison.Ordinal))
            {
                var verdict = await document.CheckAsync(text);
                Assert.True(verdict.Checks.Passed, string.Join(", ", verdict.Checks.NewErrors));
            }
        }

        Assert.Empty(found.Heads);
    }

    [Theory]
    [InlineData("void F(Context context) { Options options = context.$$\n}", "Options", "Options;")]
    [InlineData("void F(Job job, Options options) { job.$$\n}", "Run(", "Run(options);")]
    [InlineData("void F(Job job, Options options) { job.R$$\n}", "un(", "un(options);")]
    [InlineData("void F(Colour colour) { Paint(Colour.$$\n} void Paint(Colour colour) { }", "Green", "Green);")]
    [InlineData("Colour Colour => Colour.$$\n", "Red", "Red;")]
    [InlineData(
        "sealed class Box { public Clock? Clock { get; set; } } void F(Box box, Clock clock) { box.$$\n}",
        "Clock",
        "Clock = clock;"
    )]
    public async Task Behind_a_dot_the_members_that_fit_are_gone_on_with(string members, string head, string expected)
    {
        var (document, found) = await FindAsync(members);
        Assert.Contains(head, found.Heads);
        Assert.Contains(expected, found.From(head));
        Assert.True((await document.CheckAsync(expected)).Checks.Passed);
        Assert.Empty(found.Texts);
    }

    [Theory]
    // Calls that use what was not used yet.
    [InlineData("void Run(Context context) { var job = new Job(context.Options, context.Clock);\n$$\n}", "job.Run(context.Options);")]
    [InlineData("void F(Clock clock) { $$\n} void Start(Clock clock) { }", "Start(clock);")]
    [InlineData("List<Clock> _clocks = []; void Add(Clock clock) { $$\n}", "_clocks.Add(clock);")]
    [InlineData("async Task F(Clock clock) { $$\n} Task StartAsync(Clock clock) => Task.CompletedTask;", "await StartAsync(clock);")]
    [InlineData("void F(Clock clock) { St$$\n} void Start(Clock clock) { }", "art(clock);")]
    [InlineData("static void F(Clock clock) { $$\n} static void Start(Clock clock) { }", "Start(clock);")]
    // Settings, checks, loops.
    [InlineData("Clock? _clock; void F(Clock clock) { $$\n}", "_clock = clock;")]
    [InlineData("void F(string? name) { $$\n}", "if (name is null)")]
    [InlineData("void F(bool isDone) { $$\n}", "if (!isDone)|if (isDone)")]
    [InlineData("void F(List<Clock> clocks) { $$\n}", "foreach (var clock in clocks)")]
    [InlineData("void F(Job[] work) { $$\n}", "foreach (var job in work)")]
    // Events are raised.
    [InlineData("event EventHandler<string>? Removed; void OnRemoved(string key) { $$\n}", "Removed?.Invoke(this, key);")]
    [InlineData("event EventHandler? Changed; void OnChanged() { $$\n}", "Changed?.Invoke(this, EventArgs.Empty);")]
    [InlineData("static event Action<Clock>? Ticked; static void RaiseTicked(Clock clock) { $$\n}", "Ticked?.Invoke(clock);")]
    // What is returned, at the end.
    [InlineData("Options F(Context context) { $$\n}", "return context.Options;")]
    [InlineData("async Task<Options> F(Task<Options> loading) { $$\n}", "return await loading;")]
    public async Task A_statement_uses_what_was_not_used_yet(string members, string expected)
    {
        var (document, found) = await FindAsync(members);
        foreach (var text in expected.Split('|'))
        {
            Assert.Contains(text, found.Texts);
            var verdict = await document.CheckAsync(text.EndsWith(')') ? text + " { }" : text);
            Assert.True(verdict.Checks.Passed, string.Join(", ", verdict.Checks.NewErrors));
        }
    }

    [Theory]
    [InlineData("void F(Clock clock) { Start(clock);\n$$\n} void Start(Clock clock) { }", "Start(clock);")]
    [InlineData("void F(Clock clock) { $$\n} Task StartAsync(Clock clock) => Task.CompletedTask;", "await StartAsync(clock);")]
    [InlineData("static void F(Clock clock) { $$\n} void Start(Clock clock) { }", "Start(clock);")]
    [InlineData("void F(Clock clock) { $$\n} bool IsRunning(Clock clock) => true;", "IsRunning(clock);")]
    [InlineData("void F(string text) { $$\n}", "text.Trim();")]
    [InlineData("Options F(Options options) { $$\nint x = 1; return options; }", "return options;")]
    [InlineData("void Start(Clock clock) { $$\n}", "Start(clock);")]
    [InlineData("Options Find(Clock clock) { $$\n}", "return Find(clock);")]
    [InlineData("void F(string name) { $$\n}", "if (name is null)")]
    [InlineData("event EventHandler? Changed; void Run(EventArgs e) { $$\n}", "Changed?.Invoke(this, e);")]
    [InlineData("List<Clock> _all = []; void F() { foreach (var clock in _all) { $$\n} }", "_all.Add(clock);")]
    [InlineData("void F(Context context) { Job job = $$\n}", "(Job)context;")]
    public async Task A_statement_that_nobody_means_is_not_made(string members, string unwanted)
    {
        var (_, found) = await FindAsync(members);
        Assert.DoesNotContain(unwanted, found.Texts);
    }

    [Fact]
    public async Task What_a_loop_goes_through_is_not_changed_in_it()
    {
        var (_, found) = await FindAsync("List<Clock> _all = []; void F() { foreach (var clock in _all) { _all.$$\n} }");
        Assert.DoesNotContain("Add(", found.Heads);
        Assert.DoesNotContain("Remove(", found.Heads);
        Assert.Contains("IndexOf(", found.Heads);
    }

    [Theory]
    [InlineData("class Base { } class Other : Base { } interface IUse { }", "void F(Base it) { Other other = $$\n}", "(Other)it;", true)]
    [InlineData("class Base { } class Other : Base { } interface IUse { }", "void F(Base it) { IUse other = $$\n}", "(IUse)it;", false)]
    public async Task A_cast_goes_down_a_hierarchy_only(string types, string members, string cast, bool isMade)
    {
        var (_, found) = await FindAsync($"{types}\n{members}");
        Assert.Equal(isMade, found.Texts.Contains(cast));
    }

    [Fact]
    public async Task Members_of_another_type_do_not_fit()
    {
        var (_, found) = await FindAsync("void F(Context context) { Options options = context.$$\n}");
        Assert.Equal(["Options"], found.Heads);
    }

    [Theory]
    [InlineData("void F() { $$\n}")]
    [InlineData("void F(Options options) { // $$\n}")]
    [InlineData("void F(Options options) { var s = \"$$\";\n}")]
    [InlineData("void F(Options options) { Unknown($$\n}")]
    [InlineData("void F() { G($$\n} void G(Action<int, string> callback) { }")]
    [InlineData("void F() { foreach (var x in $$\n}")]
    [InlineData("$$")]
    [InlineData("void F( { G(H(, $$")]
    [InlineData("[Obsolete($$\nvoid F() { }")]
    public async Task Where_no_type_is_known_nothing_is_said(string members)
    {
        var (_, found) = await FindAsync(members);
        Assert.Empty(found.Texts);
        Assert.Empty(found.Heads);
    }

    [Fact]
    public async Task What_is_named_alike_comes_first_and_no_more_than_asked_for()
    {
        var names = string.Join(", ", Enumerable.Range(0, 30).Select(i => $"string other{i}"));
        var (_, found) = await FindAsync($"void F({names}, string title, string body) {{ G($$\n}} void G(string body) {{ }}");
        Assert.Equal(Count, found.Texts.Length);
        Assert.Equal("body);", found.Texts[0]);
    }

    private static async Task<(TestDocument Document, TypedCode Found)> FindAsync(string members)
    {
        var document = TestDocument.Parse($"{Types}class C\n{{\n{members}\n}}\n");
        var hole = await document.AnalyzeAsync();
        return (document, await TypedCode.FindAsync(document.Snapshot, hole, Count, 40, TestContext.Current.CancellationToken));
    }
}
