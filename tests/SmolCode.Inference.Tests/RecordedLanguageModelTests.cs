using SmolCode.Inference.Recording;

namespace SmolCode.Inference.Tests;

/// <summary>Answers kept in a file.</summary>
public sealed class RecordedLanguageModelTests(EngineFixture fixture) : IClassFixture<EngineFixture>, IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_recorded_is_answered_without_the_model()
    {
        GenerateResult generated;
        ScoreResult scored;
        await using (var recording = RecordedLanguageModel.Record(_file, fixture.Model))
        {
            await recording.GetInfoAsync(Token);
            generated = await recording.GenerateAsync(Request("return a "), Token);
            scored = await recording.ScoreAsync(Score("+ b;", "- b;"), Token);
        }

        await using var replay = RecordedLanguageModel.Replay(_file);
        Assert.Equal((await fixture.Model.GetInfoAsync(Token)).Name, (await replay.GetInfoAsync(Token)).Name);
        // The deadline is no part of what is asked.
        var again = await replay.GenerateAsync(Request("return a ") with { DeadlineMs = 20 }, Token);
        Assert.Equal(
            generated.Hypotheses.Select(h => (h.Text, h.LogProbability)),
            again.Hypotheses.Select(h => (h.Text, h.LogProbability))
        );
        Assert.Equal(
            scored.Scores.Select(s => s.LogProbability),
            (await replay.ScoreAsync(Score("+ b;", "- b;"), Token)).Scores.Select(s => s.LogProbability)
        );

        // Each continuation by itself.
        Assert.Equal(scored.Scores[1].LogProbability, Assert.Single((await replay.ScoreAsync(Score("- b;"), Token)).Scores).LogProbability);

        var missing = await Assert.ThrowsAsync<LanguageModelUnavailableException>(() => replay.GenerateAsync(Request("return b "), Token));
        Assert.Contains("--record", missing.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<LanguageModelUnavailableException>(() => replay.ScoreAsync(Score("+ c;"), Token));
    }

    [Fact]
    public async Task A_run_that_was_ended_goes_on_and_loses_a_line_that_was_cut_off()
    {
        await using (var recording = RecordedLanguageModel.Record(_file, fixture.Model))
        {
            await recording.GetInfoAsync(Token);
            await recording.GenerateAsync(Request("return a "), Token);
        }

        var whole = await File.ReadAllBytesAsync(_file, Token);
        await File.AppendAllTextAsync(_file, "{\"key\":\"generate:", Token);
        await using (var recording = RecordedLanguageModel.Record(_file, fixture.Model))
        {
            await recording.GenerateAsync(Request("return a "), Token);
        }

        Assert.Equal(whole, await File.ReadAllBytesAsync(_file, Token));
    }

    [Theory]
    [InlineData("something else\n")]
    [InlineData("{\"answer\":42}\n")]
    public async Task Another_file_is_refused_and_left_as_it_is(string content)
    {
        await File.WriteAllTextAsync(_file, content, Token);
        Assert.Throws<ModelRecordingException>(() => RecordedLanguageModel.Record(_file, fixture.Model));
        Assert.Throws<ModelRecordingException>(() => RecordedLanguageModel.Replay(_file));
        Assert.Equal(content, await File.ReadAllTextAsync(_file, Token));
    }

    [Fact]
    public void A_file_that_is_not_there_cannot_be_replayed() =>
        Assert.Contains(
            _file,
            Assert.Throws<ModelRecordingException>(() => RecordedLanguageModel.Replay(_file)).Message,
            StringComparison.Ordinal
        );

    /// <inheritdoc />
    public void Dispose() => File.Delete(_file);

    private static GenerateRequest Request(string end) =>
        new()
        {
            Prompt = Prompt(end),
            Stop = new StopRules { MaxTokens = 6 },
        };

    private static ScoreRequest Score(params string[] texts) => new() { Prompt = Prompt("return a "), Continuations = [.. texts] };

    private static FillInPrompt Prompt(string end) =>
        new() { Prefix = "class C\n{\n    int Add(int a, int b)\n    {\n        " + end, Path = "C.cs" };
}
