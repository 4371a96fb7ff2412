using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Checks;

namespace SmolCode.CodeAnalysis.Tests;

/// <summary>Versions of a body that are compiled together have the errors that each has alone.</summary>
public sealed class BodyBatchTests
{
    private const string Types = """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        abstract class Base { protected Base(int a) { } public virtual int Twice(int a) => a * 2; public abstract string Name { get; } protected abstract T Make<T>(T from) where T : class; }
        interface IRun { void Run(string text); int Size { get; } }

        """;

    [Theory]
    [InlineData("int M(int a)\n{\n    $$\n}", "return a;|return missing;|return \"\";|a++;|M(a);|return M(a, 1);|int a = 1; return a;")]
    [InlineData("public override int Twice(int a)\n{\n    $$\n}", "return base.Twice(a);|return Twice(a, a);|return Twice(1) + a;")]
    [InlineData(
        "T Pick<T>(T a, T b) where T : IComparable<T>\n{\n    $$\n}",
        "return a.CompareTo(b) > 0 ? a : b;|return a > b ? a : b;|throw null;"
    )]
    [InlineData(
        "async Task<int> LoadAsync()\n{\n    $$\n}",
        "await Task.Delay(1); return 1;|await Task.Delay(1);|return Task.FromResult(1);"
    )]
    [InlineData("IEnumerable<int> Count()\n{\n    $$\n}", "yield return 1;|yield return \"\";|return 1;")]
    [InlineData("static int M(int a) => $$;", "a + 1|a + missing|Instance|\"\"")]
    [InlineData(
        "readonly int _size; C(int size) : base(size)\n{\n    $$\n}",
        "_size = size;|_size = \"\";|size = missing;|this._size = 1;"
    )]
    [InlineData("C() : base($$1)\n{\n}", "2 + |missing + ")]
    [InlineData("int _width; public int Width { get { return _width; } set { $$ } }", "_width = value;|_width = \"\";|_width = missing;")]
    [InlineData("public override string Name { get { $$ } }", "return \"\";|return 1;|throw new InvalidOperationException();")]
    public async Task Errors_are_those_of_each_alone(string member, string candidates)
    {
        var (document, insertions) = await InsertAsync(
            $"{Types}class C : Base, IRun\n{{\n{member}\n    int Instance;\n}}\n",
            candidates.Split('|')
        );
        var model = await document.Snapshot.Analysed.GetSemanticModelAsync(TestContext.Current.CancellationToken);

        var together = BodyBatch.Compile(model, document.Snapshot.Text.ToString(), insertions, TestContext.Current.CancellationToken);

        if (member.StartsWith("C() : base", StringComparison.Ordinal))
        {
            Assert.Null(together);
            return;
        }

        Assert.NotNull(together);
        foreach (var (insertion, errors) in insertions.Zip(together.Value))
        {
            var alone = Alone(model, insertion);
            Assert.False(errors.IsDefault, insertion.Candidate);
            Assert.Equal(alone.Select(e => (e.Id, e.Message, e.Span)).Order(), errors.Select(e => (e.Id, e.Message, e.Span)).Order());
        }
    }

    [Theory]
    [InlineData("static C()\n{\n    $$\n}", "Console.WriteLine();|Console.WriteLine(1);")]
    [InlineData("protected override T Make<T>(T from)\n{\n    $$\n}", "return from;|return null;")]
    [InlineData("public static C operator +(C a, C b)\n{\n    $$\n}", "return a;|return b;")]
    [InlineData("partial void M();\npartial void M()\n{\n    $$\n}", "Console.WriteLine();|Console.WriteLine(1);")]
    [InlineData("void M()\n{\n#if !MORE\n    $$\n#endif\n}", "Console.WriteLine();|Console.WriteLine(1);")]
    [InlineData("void IRun.Run(string text)\n{\n    $$\n}", "return 1;|text.Trim();")]
    [InlineData("int IRun.Size { get { $$ } }", "return 1;|return 2;")]
    [InlineData("int this[int i] { get { $$ } }", "return i;|return 1;")]
    [InlineData("int Sum => $$;", "1|2")]
    public async Task What_can_not_stand_beside_itself_is_compiled_alone(string member, string candidates)
    {
        var (document, insertions) = await InsertAsync($"{Types}partial class C : Base, IRun\n{{\n{member}\n}}\n", candidates.Split('|'));
        var model = await document.Snapshot.Analysed.GetSemanticModelAsync(TestContext.Current.CancellationToken);

        Assert.Null(BodyBatch.Compile(model, document.Snapshot.Text.ToString(), insertions, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_version_that_leaves_the_body_or_is_broken_is_left_out()
    {
        var (document, insertions) = await InsertAsync(
            "class C\n{\n    int M(int a)\n    {\n        $$\n    }\n}\n",
            ["return a;", "} int N(int a) { return 2;", "return a", "return missing;"]
        );
        var model = await document.Snapshot.Analysed.GetSemanticModelAsync(TestContext.Current.CancellationToken);

        var together = BodyBatch
            .Compile(model, document.Snapshot.Text.ToString(), insertions, TestContext.Current.CancellationToken)!
            .Value;

        Assert.Equal([false, true, true, false], together.Select(e => e.IsDefault));
        Assert.Equal("CS0103", Assert.Single(together[3]).Id);
    }

    [Fact]
    public async Task Verdicts_are_the_same_together_and_one_by_one()
    {
        const string Source = "class C\n{\n    int M(string text)\n    {\n        $$\n    }\n}\n";
        string[] candidates =
        [
            "return text.Length;",
            "return text.Size;",
            "return text;",
            "text.Trim();",
            "return (1;",
            "",
            "var n = 1;",
            "return missing;",
        ];
        var token = TestContext.Current.CancellationToken;
        var document = TestDocument.Parse(Source);
        var together = await CandidateChecker.Begin(document.Snapshot, await document.AnalyzeAsync(), token).CheckAsync(candidates, token);

        foreach (var (candidate, verdict) in candidates.Zip(together))
        {
            var alone = await TestDocument.Parse(Source).CheckAsync(candidate);
            Assert.Equal(alone.Checks.RefutedBy, verdict.Checks.RefutedBy);
            Assert.Equal(alone.Checks.NewErrors, verdict.Checks.NewErrors);
            Assert.Equal(alone.Checks.UnboundAt, verdict.Checks.UnboundAt);
            Assert.Equal(alone.Text, verdict.Text);
        }
    }

    private static async Task<(TestDocument Document, List<Insertion> Insertions)> InsertAsync(string source, string[] candidates)
    {
        var document = TestDocument.Parse(source);
        var root = await document.Snapshot.Analysed.GetRootAsync(TestContext.Current.CancellationToken);
        return (
            document,
            [
                .. candidates.Select(c => new Insertion(
                    document.Snapshot.Text,
                    root.SyntaxTree,
                    c,
                    c,
                    new TextSpan(document.Position, 0),
                    TestContext.Current.CancellationToken
                )),
            ]
        );
    }

    private static IEnumerable<CompilerError> Alone(SemanticModel anchor, Insertion insertion)
    {
        var model = anchor.Compilation.ReplaceSyntaxTree(anchor.SyntaxTree, insertion.Tree).GetSemanticModel(insertion.Tree);
        var member = BodyPart.At(insertion.Root, insertion.Range.Start + 1)!.Member.Span;
        return CompilerError
            .From(model.GetMethodBodyDiagnostics(member, TestContext.Current.CancellationToken))
            .Where(e => e.Span.IntersectsWith(member));
    }
}
