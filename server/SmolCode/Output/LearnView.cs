using System.Globalization;
using System.Text.Json;
using SmolCode.Training.Runs;

namespace SmolCode.Output;

/// <summary>Progress of <c>smolcode learn</c>: lines for people on stderr, or lines of JSON on stdout.</summary>
internal sealed class LearnView(Terminal terminal, bool json, TimeProvider time)
    : IProgress<string>,
        IProgress<TrainingProgress>,
        IProgress<(int Done, int Total)>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private long told;
    private string? paused;

    /// <inheritdoc />
    public void Report(string value)
    {
        if (json)
        {
            Write(new LearnProgressLine("note") { Message = value });
        }
        else
        {
            terminal.Note(value);
        }
    }

    /// <inheritdoc />
    public void Report(TrainingProgress value)
    {
        if (value.Note is { } note)
        {
            Report(note);
            return;
        }

        var isNews = value.Paused != paused;
        paused = value.Paused;
        if (value.Paused is { } reason)
        {
            if (isNews)
            {
                if (json)
                {
                    Write(new LearnProgressLine("paused") { Message = reason, Step = value.Step });
                }
                else
                {
                    terminal.Note($"Training waits: {reason}");
                }
            }

            return;
        }

        if (json)
        {
            Write(
                new LearnProgressLine("step")
                {
                    Step = value.Step,
                    Loss = Math.Round(value.Loss, 4),
                    SmoothedLoss = Math.Round(value.SmoothedLoss, 4),
                    Tokens = value.Tokens,
                    TokensPerSecond = Math.Round(value.TokensPerSecond, 1),
                    ElapsedSeconds = Math.Round(value.Elapsed.TotalSeconds, 1),
                    RemainingSeconds = Math.Round(value.Remaining.TotalSeconds, 1),
                }
            );
        }
        else if (isNews || told == 0 || time.GetElapsedTime(told) >= Interval || value.Remaining == TimeSpan.Zero)
        {
            told = time.GetTimestamp();
            terminal.Note(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Step {value.Step}: loss {value.SmoothedLoss:0.000}, {value.TokensPerSecond:0} tokens/s, {value.Tokens / 1e6:0.00} M tokens, {value.Remaining:h\\:mm\\:ss} left"
                )
            );
        }
    }

    /// <inheritdoc />
    public void Report((int Done, int Total) value)
    {
        if (json)
        {
            Write(
                new LearnProgressLine("proof")
                {
                    Step = value.Done,
                    Steps = value.Total,
                    Message = $"{value.Done} of {value.Total}",
                }
            );
        }
        else if (value.Done == value.Total || time.GetElapsedTime(told) >= Interval)
        {
            told = time.GetTimestamp();
            terminal.Note($"Proof: {value.Done} of {value.Total} completions");
        }
    }

    /// <summary>It was stopped as the user wished; what was learned is kept.</summary>
    public void Stopped(string message)
    {
        if (json)
        {
            Write(new LearnProgressLine("stopped") { Message = message });
        }
        else
        {
            terminal.Note(message);
        }
    }

    /// <summary>Writes a line of JSON.</summary>
    public static void Write(LearnProgressLine line) =>
        Console.Out.WriteLine(JsonSerializer.Serialize(line, LineJson.Default.LearnProgressLine));
}
