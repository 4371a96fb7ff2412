using System.Diagnostics;
using SmolCode.Inference.Engine.Ngrams;

namespace SmolCode.Inference.Benchmarking;

/// <summary>Measures the n-gram index where it lives, in the engine: through the pipe a look-up would be lost in the noise.</summary>
internal static class NgramBenchmark
{
    private const int LookUps = 20_000;

    /// <summary>Builds the index again from its tokens and looks up contexts from all over it.</summary>
    public static NgramFigures Measure(NgramIndex index, int vocabularySize)
    {
        var files = index.Read();
        if (files.Count == 0)
        {
            return new NgramFigures(0, 0, 0, 0, 0);
        }

        var started = Stopwatch.GetTimestamp();
        var segment = NgramSegment.Build(files);
        var buildMs = Stopwatch.GetElapsedTime(started).TotalMilliseconds;

        var next = new NextTokens(vocabularySize);
        var random = new Random(1);
        var times = new double[LookUps];
        // The first ones compile the code.
        for (var i = -LookUps / 10; i < LookUps; i++)
        {
            var text = files[random.Next(files.Count)].Value;
            var end = random.Next(text.Length) + 1;
            var context = text.AsSpan(Math.Max(0, end - NgramSegment.MaxLength), Math.Min(end, NgramSegment.MaxLength));
            started = Stopwatch.GetTimestamp();
            next.Clear();
            segment.Find(context, TextNgrams.LeastLength, [], next);
            if (i >= 0)
            {
                times[i] = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
            }
        }

        Array.Sort(times);
        return new NgramFigures(
            segment.Count,
            (double)segment.Bytes / segment.Count,
            buildMs,
            times[LookUps / 2],
            times[LookUps * 99 / 100]
        );
    }
}
