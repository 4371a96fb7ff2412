using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using SmolCode.TestSupport;

namespace SmolCode.Explanation.Tests;

/// <summary>The checker that holds explanations against the compiler finds what is untrue.</summary>
public sealed class ExplanationClaimsTests
{
    private const string Source = """
        class Cart
        {
            int total;
            int limit;

            public int Add(int[] prices)
            {
                foreach (var price in prices)
                {
                    total += price;
                }

                if (total > limit)
                {
                    throw new System.InvalidOperationException();
                }

                return total;
            }
        }
        """;

    [Theory]
    [InlineData("It throws `InvalidOperationException`.")]
    [InlineData("Callers have to expect `InvalidOperationException` from it.")]
    [InlineData("In the end, it returns `total`.")]
    [InlineData("For each `price` of `prices`, it adds `price` to `total`.")]
    [InlineData("It writes the field `total` (`int`).")]
    [InlineData("It reads the field `limit` (`int`).")]
    public void What_is_true_passes(string sentence) => Assert.Empty(Claims().Untrue(sentence));

    [Theory]
    [InlineData("It throws `ArgumentException`.")]
    [InlineData("Callers have to expect `System` from it.")]
    [InlineData("It returns `prices[0]`.")]
    [InlineData("It returns `sum`.")]
    [InlineData("For each `total` of `prices`, it adds 1 to `total`.")]
    [InlineData("It adds 1 to `total`.")]
    [InlineData("It writes the field `limit` (`int`).")]
    [InlineData("It awaits `prices`.")]
    [InlineData("It yields `price`.")]
    [InlineData("Holding the lock on `total`, it ends there.")]
    [InlineData("It sets `limit` to `total`.")]
    [InlineData("If that throws an `InvalidOperationException`, it ends there.")]
    [InlineData("It is recursive: it calls itself as `Add(prices)`.")]
    [InlineData("Nothing waits for the task of `Add(prices)`.")]
    [InlineData("It keeps the result of `Add(prices)` as `price2`.")]
    public void What_is_untrue_is_found(string sentence) => Assert.NotEmpty(Claims().Untrue(sentence));

    private static ExplanationClaims Claims()
    {
        var tree = CSharpSyntaxTree.ParseText(Source);
        var compilation = CSharpCompilation.Create(
            "Claims",
            [tree],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
        );
        return new ExplanationClaims(
            compilation.GetSemanticModel(tree),
            TextSpan.FromBounds(Source.IndexOf("public", StringComparison.Ordinal), Source.LastIndexOf('}') - 1)
        );
    }
}
