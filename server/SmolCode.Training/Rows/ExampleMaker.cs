using SmolCode.Inference;
using SmolCode.Inference.Prompting;

namespace SmolCode.Training.Rows;

/// <summary>
/// Examples in the format of <see cref="AdapterLayout"/>: context, text after the cursor, path, text before the cursor less its last token;
/// then that token's bytes with the middle, and the end. The shares are those that the bundled adapter was trained with
/// (server/models/training/fill_in.py).
/// </summary>
internal sealed class ExampleMaker
{
    private const float BeforeWeight = 0.5f;
    private const float MiddleWeight = 2;
    private const double DeclarationShare = 0.4;
    private const double WindowShare = 0.8;
    private const double SuffixShare = 0.9;
    private const double ShortPrefixShare = 0.25;
    private const int LongestMiddle = 200;
    private const int ShortestRoom = 32;
    private const int CharactersPerToken = 5;
    private const int SuffixCharactersPerToken = 8;
    private const int NearCharacters = 1200;
    private const int QueryCharacters = 3000;
    private const int QueryLines = 12;
    private const int QueryLinesAfter = 4;
    private const int QueryCharactersAfter = 400;

    private static readonly int[] SuffixTokens = [32, 96, 96, 128];
    private static readonly int[] DeclarationCounts = [1, 2, 3];
    private static readonly int[] WindowCounts = [1, 2, 3, 3, 3];

    // Fewer tokens leave room for one window only.
    private const int SeveralWindows = 500;

    private readonly ModelTokenizer _tokenizer;
    private readonly IReadOnlyList<CodeFile> _files;
    private readonly SimilarWindows _windows;
    private readonly TypeOutlines _types;
    private readonly int _file;
    private readonly int _suffix;
    private readonly int _prefix;

    /// <summary>Indexes the files.</summary>
    /// <exception cref="TrainingException">The vocabulary lacks the format's tokens.</exception>
    public ExampleMaker(ModelTokenizer tokenizer, IReadOnlyList<CodeFile> files)
    {
        _tokenizer = tokenizer;
        _files = files;
        _windows = new SimilarWindows(files);
        _types = new TypeOutlines(files);
        _file = Sentinel("<file_sep>");
        _suffix = Sentinel("<issue_comment>");
        _prefix = Sentinel("<filename>");
        End = Sentinel("<|endoftext|>");
    }

    /// <summary>The token that ends an answer.</summary>
    public int End { get; }

    /// <summary>A middle of a file with its prompt, in at most <paramref name="length"/> tokens; null where the place drawn does not fit.</summary>
    public Example? FillIn(int file, int length, Random random)
    {
        var code = _files[file];
        if (MiddleCut.Draw(code, random) is not { } cut)
        {
            return null;
        }

        var text = code.Text;
        var (start, end) = (cut.Start.Value, cut.End.Value);
        var context = Context(file, start, end, length, random);
        int[] side = [.. context.SelectMany(c => c.Tokens)];
        var (after, suffix, suffixTokens) = (Array.Empty<int>(), (string?)null, 0);
        if (random.NextDouble() < SuffixShare)
        {
            suffixTokens = SuffixTokens[random.Next(SuffixTokens.Length)];
            suffix = Slice(text, end, end + (suffixTokens * SuffixCharactersPerToken));
            var tokens = _tokenizer.Encode(suffix);
            after = tokens.Length > 0 ? [_suffix, .. tokens.AsSpan(0, Math.Min(tokens.Length, suffixTokens))] : [];
        }

        int[] head = [_prefix, .. _tokenizer.Encode(code.Path + "\n")];
        var room = length - side.Length - after.Length - head.Length - 1;
        var middle = _tokenizer.Encode(text.AsSpan(start..end));
        if (middle.Length > LongestMiddle || room - middle.Length < ShortestRoom)
        {
            return null;
        }

        // A healed token more than the middle's own.
        var most = room - middle.Length - 1;
        if (random.NextDouble() < ShortPrefixShare)
        {
            most = random.Next(most / 3, most + 1);
        }

        if (Before(code, start, most) is not (var first, var before))
        {
            return null;
        }

        var held = PrefixTokens.CountHeldBack(_tokenizer.Vocabulary, before);
        var answer = Answer(text, first, start, end, before, held);
        if (answer.Length > room - before.Length + held)
        {
            return null;
        }

        int[] prompt = [.. side, .. after, .. head, .. before.AsSpan(0, before.Length - held)];
        var weights = new float[prompt.Length + answer.Length + 1];
        weights.AsSpan(prompt.Length - before.Length + held, before.Length - held).Fill(BeforeWeight);
        weights.AsSpan(prompt.Length).Fill(MiddleWeight);
        return new Example(
            [.. prompt, .. answer, End],
            weights,
            prompt.Length,
            new FillInPrompt
            {
                Context = [.. context.Select(c => c.File)],
                Suffix = suffix,
                MaxSuffixTokens = suffixTokens,
                Path = code.Path,
                Prefix = text[first..start],
                MaxTokens = length,
            },
            text[start..end]
        );
    }

    /// <summary>A stretch of a file as it stands, in at most <paramref name="length"/> tokens.</summary>
    public Example Stretch(int file, int length, Random random)
    {
        var code = _files[file];
        var start = random.Next(Math.Max(1, code.Text.Length - (length * 2)));
        start = start > 0 ? code.Text.IndexOf('\n', start) + 1 : 0;
        int[] head = [_file, .. _tokenizer.Encode(code.Path + "\n")];
        var tokens = _tokenizer.Encode(Slice(code.Text, start, start + (length * CharactersPerToken)));
        tokens = tokens[..Math.Clamp(length - head.Length, 0, tokens.Length)];
        var weights = new float[head.Length + tokens.Length];
        weights.AsSpan(head.Length).Fill(1);
        return new Example([.. head, .. tokens], weights, head.Length, Prompt: null, Middle: "");
    }

    private List<(ContextFile File, int[] Tokens)> Context(int file, int start, int end, int length, Random random)
    {
        var code = _files[file];
        var context = new List<(ContextFile File, int[] Tokens)>();
        if (random.NextDouble() < DeclarationShare)
        {
            var room = length / 5;
            var near = code.Text.AsSpan(Math.Max(0, start - NearCharacters)..start);
            foreach (var declaration in _types.Find(file, near, DeclarationCounts[random.Next(DeclarationCounts.Length)]))
            {
                var tokens = Window(declaration);
                if (tokens.Length <= room)
                {
                    context.Add((declaration, tokens));
                    room -= tokens.Length;
                }
            }
        }

        if (random.NextDouble() < WindowShare)
        {
            var query = Query(code.Text, start, end, random.NextDouble() < 0.5);
            var count = WindowCounts[random.Next(WindowCounts.Length)];
            foreach (var window in _windows.Find(file, query, length > SeveralWindows ? count : 1))
            {
                context.Add((window, Window(window)));
            }
        }

        // For what is not this file's text before the cursor.
        var budget = length * 6 / 10;
        while (context.Sum(c => c.Tokens.Length) > budget)
        {
            context.RemoveAt(0);
        }

        return context;
    }

    private static string Query(string text, int start, int end, bool withAfter)
    {
        var first = start;
        for (var lines = 0; lines < QueryLines && first > 0 && start - first < QueryCharacters; lines++)
        {
            first = first > 1 ? text.LastIndexOf('\n', first - 2) + 1 : 0;
        }

        var before = text[first..start];
        if (!withAfter)
        {
            return before;
        }

        var last = end;
        for (var lines = 0; lines < QueryLinesAfter && last < text.Length && last - end < QueryCharactersAfter; lines++)
        {
            last = text.IndexOf('\n', last) is >= 0 and var line ? line + 1 : text.Length;
        }

        return before + "\n" + text[end..Math.Min(last, end + QueryCharactersAfter)];
    }

    /// <summary>The text before the cursor from the first line that lets it fit, as tokens; null where not even the cursor's line fits.</summary>
    private (int First, int[] Tokens)? Before(CodeFile code, int start, int most)
    {
        var last = code.LineAt(start);
        var line = code.LineAt(Math.Max(0, start - (most * CharactersPerToken)));
        while (true)
        {
            var first = code.Start(line);
            var tokens = _tokenizer.Encode(code.Text.AsSpan(first..start));
            if (tokens.Length <= most)
            {
                return (first, tokens);
            }

            if (line >= last)
            {
                return null;
            }

            // The first line after the tokens that are too many.
            var bytes = 0;
            for (var i = 0; i < tokens.Length - most; i++)
            {
                bytes += _tokenizer.Bytes(tokens[i]).Length;
            }

            var size = 0;
            do
            {
                size += System.Text.Encoding.UTF8.GetByteCount(code.Text.AsSpan(code.Start(line)..code.Start(line + 1)));
                line++;
            } while (size < bytes && line < last);
        }
    }

    /// <summary>What the model has to write: the bytes held back and the middle, in the tokens of the whole text where it has that choice.</summary>
    private int[] Answer(string text, int first, int start, int end, int[] before, int held)
    {
        var kept = before.Length - held;
        var joined = _tokenizer.Encode(text.AsSpan(first..end));
        if (joined.Length >= kept && joined.AsSpan(0, kept).SequenceEqual(before.AsSpan(0, kept)))
        {
            return joined[kept..];
        }

        // Inside a word that would have been cut elsewhere: the tokens before are what they are.
        var bytes = new List<byte>();
        foreach (var token in before.AsSpan(kept))
        {
            bytes.AddRange(_tokenizer.Bytes(token));
        }

        bytes.AddRange(System.Text.Encoding.UTF8.GetBytes(text[start..end]));
        return _tokenizer.Vocabulary.Encode([.. bytes]);
    }

    private int[] Window(ContextFile file) => [_file, .. _tokenizer.Encode($"{file.Path}\n{file.Text.Trim('\n')}\n")];

    /// <summary>A part of a text, not ending inside of a character.</summary>
    private static string Slice(string text, int start, int end)
    {
        end = Math.Min(end, text.Length);
        return text[start..(end > start && end < text.Length && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)];
    }

    private int Sentinel(string text) =>
        _tokenizer.Special(text)
        ?? throw new TrainingException(
            $"The model has no token {text}, which the adapter's prompt format needs. Train from the bundled model."
        );
}
