using SmolCode.CodeAnalysis.Loading;

namespace SmolCode.CodeAnalysis.Tests;

/// <summary>Versions of a document that are bound in the compilation of an earlier one.</summary>
public sealed class SemanticAnchorTests
{
    private const string Code = "class C\n{\n    int M(int a)\n    {\n        return a$$;\n    }\n}\n";

    [Fact]
    public async Task A_version_that_somebody_else_has_compiled_meanwhile_is_taken_as_it_is()
    {
        var document = TestDocument.Parse(Code);
        var model = await document.Snapshot.Analysed.GetSemanticModelAsync(TestContext.Current.CancellationToken);
        var root = await document.Snapshot.Analysed.GetRootAsync(TestContext.Current.CancellationToken);
        var anchor = new SemanticAnchor();
        anchor.Set(model, document.Snapshot.Text.ToString());

        var view = anchor.TryView(root, document.Snapshot.Text.ToString(), document.Position);

        Assert.Same(model, view?.Model);
        Assert.Null(view?.Body);
        Assert.Same(model, anchor.Replace(root.SyntaxTree));
    }

    [Fact]
    public async Task A_version_with_another_body_is_bound_there_alone()
    {
        var document = TestDocument.Parse(Code);
        var anchor = new SemanticAnchor();
        anchor.Set(
            await document.Snapshot.Analysed.GetSemanticModelAsync(TestContext.Current.CancellationToken),
            document.Snapshot.Text.ToString()
        );
        var later = TestDocument.Parse(Code.Replace("return a", "return a + a", StringComparison.Ordinal));
        var root = await later.Snapshot.Analysed.GetRootAsync(TestContext.Current.CancellationToken);

        var view = anchor.TryView(root, later.Snapshot.Text.ToString(), later.Position);

        Assert.Equal("return a + a;", Assert.Single(view!.Body!.Statements).ToString());
    }
}
