using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Explaining;
using SmolCode.CodeAnalysis.Explaining.Facts;
using SmolCode.TestSupport;

namespace SmolCode.CodeAnalysis.Tests;

/// <summary>Where called things come from is told by where their assembly lies, as NuGet and the SDK lay them out.</summary>
public sealed class OriginsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("packages/cscheck/4.4.1/lib/net8.0/CsCheck.dll", "the package CsCheck 4.4.1")]
    [InlineData("packages/acme.testing/2.0.0-beta.3/lib/netstandard2.0/CsCheck.dll", "the package acme.testing 2.0.0-beta.3")]
    [InlineData("packages/acme.ref/1.2.0/ref/net8.0/CsCheck.dll", "the package acme.ref 1.2.0")]
    [InlineData("packs/Microsoft.NETCore.App.Ref/10.0.2/ref/net10.0/CsCheck.dll", ".NET 10")]
    [InlineData("packages/microsoft.netcore.app.ref/9.0.20/ref/net9.0/CsCheck.dll", ".NET 9")]
    [InlineData("shared/Microsoft.NETCore.App/10.0.2/CsCheck.dll", ".NET 10")]
    [InlineData("packs/Microsoft.AspNetCore.App.Ref/10.0.2/ref/net10.0/CsCheck.dll", "ASP.NET Core 10")]
    [InlineData("packages/netstandard.library.ref/2.1.0/ref/netstandard2.1/CsCheck.dll", ".NET Standard")]
    [InlineData(
        "packages/microsoft.netframework.referenceassemblies.net461/1.0.2/build/.NETFramework/v4.6.1/CsCheck.dll",
        "the .NET Framework"
    )]
    [InlineData("libraries/CsCheck.dll", "the assembly CsCheck ")]
    public void A_reference_is_named_by_what_brought_it(string place, string origin)
    {
        var path = Path.Combine(folder.Path, place.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy(typeof(CsCheck.Check).Assembly.Location, path);
        Assert.StartsWith(origin, Origin([MetadataReference.CreateFromFile(path)]), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_project_is_named() =>
        Assert.Equal(
            "the project Acme.Core",
            Origin([
                CSharpCompilation
                    .Create(
                        "Acme.Core",
                        [CSharpSyntaxTree.ParseText("namespace CsCheck { public static class Check { public static void Sample() { } } }")]
                    )
                    .ToMetadataReference(),
            ])
        );

    [Fact]
    public void The_own_project_is_named_so()
    {
        var tree = CSharpSyntaxTree.ParseText("class C { void M() => M(); }");
        var context = Context(CSharpCompilation.Create("Own", [tree]), tree);
        Assert.Equal(
            "this project",
            Origins.Of(context, context.Symbol(tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().Single())!)
        );
    }

    private static string? Origin(IEnumerable<MetadataReference> references)
    {
        var tree = CSharpSyntaxTree.ParseText("class C { object M() => typeof(CsCheck.Check); }");
        var compilation = CSharpCompilation.Create(
            "Own",
            [tree],
            [.. references, MetadataReference.CreateFromFile(typeof(object).Assembly.Location)]
        );
        var context = Context(compilation, tree);
        var type = tree.GetRoot().DescendantNodes().OfType<TypeOfExpressionSyntax>().Single().Type;
        return Origins.Of(context, context.Symbol(type)!);
    }

    private static FactContext Context(CSharpCompilation compilation, SyntaxTree tree) =>
        new(
            compilation.GetSemanticModel(tree),
            tree.GetRoot(),
            SourceText.From(tree.ToString()),
            "Own",
            AnalysisDepth.Project,
            TestContext.Current.CancellationToken
        );

    public void Dispose() => folder.Dispose();
}
