using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.Architecture.Tests;

/// <summary>Rules of docs/architecture.md and CONTRIBUTING.md that the compiler does not keep.</summary>
public sealed class SourceTests
{
    [Fact]
    public void A_file_holds_one_public_type_and_has_its_name()
    {
        foreach (var file in Repository.ServerSources)
        {
            var types = CSharpSyntaxTree
                .ParseText(File.ReadAllText(file))
                .GetRoot()
                .DescendantNodes(n => n is not BaseTypeDeclarationSyntax)
                .OfType<BaseTypeDeclarationSyntax>()
                .Where(t => t.Modifiers.Any(m => m.IsKind(SyntaxKind.PublicKeyword)))
                .Select(t => t.Identifier.Text)
                .Distinct()
                .ToList();
            Assert.True(types.Count <= 1, $"{file} holds {string.Join(", ", types)}");
            if (types is [var only])
            {
                Assert.Equal(only, Path.GetFileName(file).Split('.')[0]);
            }
        }
    }

    [Theory]
    [InlineData("Utils")]
    [InlineData("Helper")]
    [InlineData("Manager")]
    [InlineData("Common.cs")]
    public void A_file_says_what_it_holds(string empty) =>
        Assert.DoesNotContain(Repository.ServerSources, f => Path.GetFileName(f).Contains(empty, StringComparison.Ordinal));

    [Theory]
    [InlineData("async void ")]
    [InlineData("Thread.Sleep(")]
    [InlineData("NotImplementedException")]
    [InlineData("DateTime.Now")]
    public void Sources_do_without(string text) =>
        Assert.DoesNotContain(Repository.ServerSources, f => File.ReadAllText(f).Contains(text, StringComparison.Ordinal));

    [Fact]
    public void Nothing_is_written_to_stdout_outside_of_the_command_line() =>
        Assert.DoesNotContain(
            Repository.ServerSources.Where(f =>
                !f.Contains($"server{Path.DirectorySeparatorChar}SmolCode{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ),
            f =>
                File.ReadAllText(f).Contains("Console.Write", StringComparison.Ordinal)
                || File.ReadAllText(f).Contains("Console.Out", StringComparison.Ordinal)
        );

    [Fact]
    public void Every_invariant_of_the_architecture_names_a_test_that_exists()
    {
        var tests = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(f => Path.GetFileNameWithoutExtension(f))
            .ToHashSet(StringComparer.Ordinal);
        var invariants = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "architecture.md"))
            .Where(l => System.Text.RegularExpressions.Regex.IsMatch(l, @"^\d+\. "))
            .ToList();

        Assert.Equal(9, invariants.Count);
        Assert.All(
            invariants,
            line =>
            {
                var named = System.Text.RegularExpressions.Regex.Matches(line, @"`(\w+Tests)`").Select(m => m.Groups[1].Value).ToList();
                Assert.NotEmpty(named);
                Assert.All(named, n => Assert.Contains(n, tests));
            }
        );
    }
}
