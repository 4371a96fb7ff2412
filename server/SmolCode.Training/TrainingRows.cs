using System.Collections.Immutable;
using SmolCode.Inference;
using SmolCode.Training.Rows;

namespace SmolCode.Training;

/// <summary>Rows of tokens to learn from, drawn from files without end. Safe for several threads, each with a stream of its own.</summary>
public sealed class TrainingRows
{
    private const double FillInShare = 0.92;
    private const int Tries = 4;
    private const int ShortestStretch = 64;
    private const int ShortestExample = 192;

    // Lengths of the examples that share a row, of 1,024 tokens in all.
    private const int LayoutLength = 1024;
    private static readonly int[][] Layouts =
    [
        [1024],
        [1024],
        [1024],
        [1024],
        [1024],
        [640, 384],
        [640, 384],
        [512, 512],
        [512, 512],
        [768, 256],
        [768, 256],
        [832, 192],
    ];

    private readonly ExampleMaker _examples;
    private readonly int _files;

    /// <summary>Indexes the files: similar windows and declarations of an example come from the others.</summary>
    /// <param name="tokenizer">The model's; kept, not disposed.</param>
    /// <param name="files">What is learned from.</param>
    /// <exception cref="TrainingException">There is no file with code, or the model has not the tokens of the prompt format.</exception>
    public TrainingRows(ModelTokenizer tokenizer, ImmutableArray<TrainingFile> files)
    {
        var code = files.Select(f => new CodeFile(f)).Where(f => f.CodeLines.Length > 0).ToList();
        if (code.Count == 0)
        {
            throw new TrainingException("There is no C# to learn from.");
        }

        _files = code.Count;
        _examples = new ExampleMaker(tokenizer, code);
    }

    /// <summary>Rows without end; the same for the same seed, length and files.</summary>
    /// <param name="seed">What the draws begin with.</param>
    /// <param name="rowLength">Tokens a row; at least 128.</param>
    public IEnumerable<TrainingRow> Stream(int seed, int rowLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowLength, 128);
        return Draw(new Random(seed), rowLength);
    }

    private IEnumerable<TrainingRow> Draw(Random random, int rowLength)
    {
        while (true)
        {
            var tokens = new int[rowLength];
            var weights = new float[rowLength];
            var filled = 0;
            foreach (var length in Layouts[random.Next(Layouts.Length)])
            {
                if (DrawExample(length * rowLength / LayoutLength, random) is { } example)
                {
                    Add(example);
                }
            }

            // What is left of the row, where files are short: more examples, and a stretch of a file where there is no room for one.
            for (var i = 0; i < Tries && rowLength - filled > ShortestStretch; i++)
            {
                var left = rowLength - filled;
                Add((left > ShortestExample ? DrawExample(left, random) : null) ?? _examples.Stretch(random.Next(_files), left, random));
            }

            tokens.AsSpan(filled).Fill(_examples.End);
            yield return new TrainingRow(tokens, weights);

            void Add(Example example)
            {
                var count = Math.Min(example.Tokens.Length, rowLength - filled);
                example.Tokens.AsSpan(0, count).CopyTo(tokens.AsSpan(filled));
                example.Weights.AsSpan(0, count).CopyTo(weights.AsSpan(filled));
                filled += count;
            }
        }
    }

    private Example? DrawExample(int length, Random random)
    {
        for (var i = 0; i < Tries; i++)
        {
            var file = random.Next(_files);
            var example =
                random.NextDouble() < FillInShare ? _examples.FillIn(file, length, random) : _examples.Stretch(file, length, random);
            if (example is not null)
            {
                return example;
            }
        }

        return null;
    }
}
