using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.TestSupport;

namespace SmolCode.Completion.Tests;

/// <summary>When the model is held to names that the compiler accepts, and what it is asked when that doesn't help.</summary>
public sealed class MaskedDecodingTests : IAsyncDisposable
{
    private const string Point = """
        class Point
        {
            public int Left;
            public int Top;
            public Point Moved(int by) => new Point { Left = Left + by, Top = Top };
            int Take(Point point) => point.Left;

            int Use(Point point)
            {
                return $$;
            }
        }
        """;

    private readonly TemporaryFolder folder = new();
    private readonly CodeWorkspace workspace = new();

    public async ValueTask DisposeAsync()
    {
        await workspace.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Behind_a_dot_only_members_are_asked_for()
    {
        var model = new ScriptedModel(("Left;", -1));

        await CompleteAsync("point.", model);

        var names = Assert.Single(model.Requests).AllowedNames;
        Assert.Empty(new[] { "Left", "Top", "Moved", "Use", "ToString", "GetType" }.Except(names));
        Assert.DoesNotContain("point", names);
    }

    [Fact]
    public async Task Of_a_word_that_is_begun_the_rest_is_asked_for()
    {
        var model = new ScriptedModel(("ft;", -1));

        await CompleteAsync("point.Le", model);

        Assert.Equal(["ft"], Assert.Single(model.Requests).AllowedNames);
    }

    [Theory]
    [InlineData("point.Left")]
    [InlineData("po")]
    [InlineData("missing.")]
    [InlineData("")]
    public async Task Elsewhere_anything_may_come(string before)
    {
        var model = new ScriptedModel(("1", -1));

        await CompleteAsync(before, model);

        Assert.Empty(model.Requests[0].AllowedNames);
    }

    [Fact]
    public async Task A_name_that_does_not_bind_is_decoded_again_with_those_that_do()
    {
        var model = new ScriptedModel
        {
            Answer = request => request.AllowedNames.IsEmpty ? [("point.Width", -1)] : [(request.ForcedPrefix + "Left", -2)],
        };

        var result = await CompleteAsync("", model);

        Assert.Equal("point.", model.Requests[1].ForcedPrefix);
        Assert.Contains("Left", model.Requests[1].AllowedNames);
        Assert.Equal("point.Left;", Assert.Single(result.Suggestions).Text);
        Assert.Equal([CandidateSource.Masked, CandidateSource.Model], result.Items.Select(i => i.Source));
    }

    [Fact]
    public async Task A_name_that_is_nowhere_is_decoded_again_with_those_in_scope()
    {
        var model = new ScriptedModel
        {
            Answer = request => request.AllowedNames.IsEmpty ? [("Take(points)", -1)] : [(request.ForcedPrefix + "point)", -2)],
        };

        var result = await CompleteAsync("", model);

        var again = Assert.Single(model.Requests, r => !r.AllowedNames.IsEmpty);
        Assert.Equal("Take(", again.ForcedPrefix);
        Assert.Empty(new[] { "point", "Left", "Moved", "Point", "new", "string", "point:" }.Except(again.AllowedNames));
        Assert.Equal("Take(point);", result.Suggestions[0].Text);
    }

    [Fact]
    public async Task Where_every_member_misleads_the_model_is_free()
    {
        var model = new ScriptedModel { Answer = request => request.AllowedNames.IsEmpty ? [("Top", -3)] : [("Moved", -1)] };

        var result = await CompleteAsync("point.", model);

        Assert.Equal("Top;", Assert.Single(result.Suggestions).Text);
    }

    [Fact]
    public async Task Switched_off_nothing_is_masked()
    {
        var model = new ScriptedModel(("Width", -1));

        await CompleteAsync("point.", model, "no-masks");

        Assert.Empty(Assert.Single(model.Requests).AllowedNames);
    }

    private async Task<CompletionResult> CompleteAsync(string before, ScriptedModel model, string policy = "full")
    {
        var marked = MarkedSource.Parse(Point.Replace("$$", before + "$$", StringComparison.Ordinal));
        var snapshot = workspace.GetSnapshot(Path.Combine(folder.Path, "Point.cs"), SourceText.From(marked.Text), version: 1);
        return await new CompletionService(model, workspace).CompleteAsync(
            snapshot,
            marked.Position,
            new CompletionOptions { Policy = CompletionPolicy.Parse(policy), Eagerness = Eagerness.Eager },
            TestContext.Current.CancellationToken
        );
    }
}
