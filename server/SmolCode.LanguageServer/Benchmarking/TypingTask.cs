namespace SmolCode.LanguageServer.Benchmarking;

/// <summary>A part of a file to be typed anew, with the rest of it in place.</summary>
/// <param name="File">Absolute path.</param>
/// <param name="Text">The whole file.</param>
/// <param name="Start">Where the part begins, in UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
public sealed record TypingTask(string File, string Text, int Start, int End)
{
    /// <summary>Lines of a file, from 1, both included; null: its first and last.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are no such lines; the message is for a user.</exception>
    public static TypingTask Lines(string file, string text, int? from, int? to)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                starts.Add(i + 1);
            }
        }

        // What follows the last newline is a line only when there is something.
        var count = starts.Count - (starts.Count > 1 && starts[^1] == text.Length ? 1 : 0);
        var (first, last) = (from ?? 1, to ?? count);
        if (first < 1 || last < first || last > count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(from),
                $"{file} has lines 1 to {count}: --from {first} --to {last} is no part of it. Give a first line and a last one that is not before it."
            );
        }

        var end = last < starts.Count ? starts[last] : text.Length;
        // The last newline stays: behind it nothing is typed.
        while (end > starts[first - 1] && text[end - 1] is '\n' or '\r')
        {
            end--;
        }

        return new TypingTask(file, text, starts[first - 1], end);
    }

    /// <summary>Characters that the next key types: a newline brings the indentation after it along, as editors do.</summary>
    public int KeyLength(int position)
    {
        var next = position + (char.IsHighSurrogate(Text[position]) && position + 1 < End ? 2 : 1);
        if (Text[position] is not ('\r' or '\n'))
        {
            return next - position;
        }

        if (Text[position] == '\r' && next < End && Text[next] == '\n')
        {
            next++;
        }

        while (next < End && Text[next] is ' ' or '\t')
        {
            next++;
        }

        return next - position;
    }

    /// <summary>Characters of a piece, those of indentation and newlines after the first not counted.</summary>
    public static int Weight(ReadOnlySpan<char> piece)
    {
        var weight = 0;
        var indentation = false;
        foreach (var c in piece)
        {
            if (c is '\n')
            {
                (indentation, weight) = (true, weight + 1);
            }
            else if (c is not '\r' && !(indentation && c is ' ' or '\t'))
            {
                (indentation, weight) = (false, weight + 1);
            }
        }

        return weight;
    }
}
