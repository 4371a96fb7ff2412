using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using SmolCode.TestSupport;

namespace SmolCode.CodeAnalysis.Tests;

/// <summary>What stands at places of the same shape, with the names of here.</summary>
public sealed class AnalogousCodeTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CodeWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_file_says_how_it_goes_on()
    {
        _folder.Write(
            "AllowCommentsAttribute.cs",
            "public class AllowCommentsAttribute : Attribute, IConfigure\n{\n    public bool AllowComments { get; }\n\n    public AllowCommentsAttribute(bool allowComments)\n    {\n        AllowComments = allowComments;\n    }\n\n    public void ApplyTo(Settings settings)\n    {\n        settings.AllowComments = AllowComments;\n    }\n}\n"
        );
        var found = await FindAsync(
            "public class ModeAttribute : Attribute, IConfigure\n{\n    public Mode Mode { get; }\n\n    public ModeAttribute(Mode mode)\n    {\n        Mode = mode;\n    }\n\n    public void ApplyTo(Settings settings)\n    {\n        $$\n    }\n}\n"
        );
        Assert.Equal("settings.Mode = Mode;", found[0].Text);
        Assert.False(found[0].IsSameFile);
    }

    [Theory]
    [InlineData("        settings.$$", "Width = width;")]
    [InlineData("        settings.Wi$$", "dth = width;")]
    [InlineData("        settings.Width = $$", "width;")]
    [InlineData("        $$", "settings.Width = width;")]
    public async Task Lines_above_in_the_same_file_say_how_it_goes_on(string line, string expected)
    {
        var found = await FindAsync(
            $"class C\n{{\n    void A(Settings settings, int height)\n    {{\n        Check(settings, height);\n        settings.Height = height;\n    }}\n\n    void B(Settings settings, int width)\n    {{\n        Check(settings, width);\n{line}\n    }}\n}}\n"
        );
        Assert.Equal(expected, found[0].Text);
        Assert.True(found[0].IsSameFile);
    }

    [Fact]
    public async Task A_block_is_taken_over_with_its_indentation()
    {
        var found = await FindAsync(
            "class C\n{\n    void A(Order order)\n    {\n        if (order == null)\n        {\n            throw new ArgumentNullException(nameof(order));\n        }\n    }\n\n    class D\n    {\n        void B(Invoice invoice)\n        {\n            $$\n        }\n    }\n}\n"
        );
        Assert.Equal(
            "if (invoice == null)\n            {\n                throw new ArgumentNullException(nameof(invoice));\n            }",
            found[0].Text
        );
    }

    [Theory]
    [InlineData("class C\n{\n    void A() { }\n    $$\n}\n")]
    [InlineData("$$")]
    [InlineData("class C\n{\n    void A(B one)\n    {\n        one.Two();\n    }\n\n    int D(E x, F y)\n    {\n        x.$$\n    }\n}\n")]
    [InlineData("// one\n// two\n$$\n// three\n")]
    public async Task Nothing_alike_gives_nothing(string source) => Assert.Empty(await FindAsync(source));

    [Theory]
    [InlineData("total", "total")]
    [InlineData("order", "invoice")]
    [InlineData("_order", "_invoice")]
    [InlineData("Order", "Invoice")]
    [InlineData("OrderLines", "InvoiceLines")]
    [InlineData("orderLines", "invoiceLines")]
    [InlineData("reorder", "reorder")]
    public void A_name_is_mapped_in_its_other_spellings(string there, string here)
    {
        var mapping = new Analogy.NameMapping();
        Assert.True(mapping.Learn("void Ship(OrderRow order)", "void Ship(InvoiceRow invoice)"));
        Assert.Equal(here, mapping.Map(there));
    }

    [Theory]
    [InlineData("return a.b(1);", "return c.d(23);", true)]
    [InlineData("return a.b(1);", "return c.d(\"x\");", false)]
    [InlineData("return a;", "throw a;", false)]
    [InlineData("  x = 'a'; // why", "y  =  'b';// because", true)]
    public void Lines_have_one_shape_when_they_differ_in_names_and_values_only(string one, string other, bool same) =>
        Assert.Equal(same, Analogy.LineShape.Of(one) == Analogy.LineShape.Of(other));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _workspace.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<ImmutableArray<AnalogousCode>> FindAsync(string source)
    {
        var marked = MarkedSource.Parse(source);
        var file = _folder.Write("Here.cs", marked.Text);
        await _workspace.OpenAsync(WorkspaceLocation.Resolve(_folder.Path), trusted: false, progress: null, Cancellation);
        await _workspace.WhenIndexedAsync(Cancellation);
        var snapshot = _workspace.GetSnapshot(file, SourceText.From(marked.Text), version: 1);
        var hole = await HoleAnalyzer.AnalyzeAsync(snapshot, marked.Position, Cancellation);
        return _workspace.FindAnalogousCode(snapshot, hole, 3, Cancellation);
    }
}
