using System.Reflection;
using SmolCode.CodeAnalysis;
using SmolCode.Completion;

namespace SmolCode.Architecture.Tests;

/// <summary>A suggestion reaches an editor only through the checker (docs/architecture.md, invariant 3).</summary>
public sealed class SuggestionTests
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    [Fact]
    public void Nobody_outside_of_code_analysis_makes_a_checked_candidate()
    {
        // The copy constructor of the record is private to it; nothing of a checked candidate can be set afterwards.
        Assert.Empty(typeof(CheckedCandidate).GetConstructors(BindingFlags.Instance | BindingFlags.Public));
        Assert.DoesNotContain(typeof(CheckedCandidate).GetProperties(Everything), p => p.SetMethod is not null);
    }

    [Fact]
    public void Only_the_checker_makes_checked_candidates()
    {
        var makers = Repository
            .ServerSources.Where(f => File.ReadAllText(f).Contains("new CheckedCandidate(", StringComparison.Ordinal))
            .Select(Path.GetFileName);
        Assert.All(makers, m => Assert.StartsWith("CandidateChecker", m));
        Assert.NotEmpty(makers);
    }

    [Fact]
    public void A_suggestion_is_made_of_a_checked_candidate()
    {
        var constructor = Assert.Single(typeof(Suggestion).GetConstructors(BindingFlags.Instance | BindingFlags.Public));
        Assert.Equal(typeof(CheckedCandidate), constructor.GetParameters()[0].ParameterType);
        Assert.DoesNotContain(typeof(Suggestion).GetProperties(Everything), p => p.SetMethod is { IsPublic: true });
    }

    [Fact]
    public void The_language_server_sends_suggestions_only()
    {
        var sources = Repository
            .ServerSources.Where(f => f.Contains("SmolCode.LanguageServer", StringComparison.Ordinal))
            .Where(f =>
                File.ReadAllText(f).Contains(".Items", StringComparison.Ordinal)
                && File.ReadAllText(f).Contains("CompletionResult", StringComparison.Ordinal)
            )
            .Select(Path.GetFileName);
        Assert.Empty(sources);
    }
}
