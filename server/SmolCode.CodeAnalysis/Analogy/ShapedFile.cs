namespace SmolCode.CodeAnalysis.Analogy;

/// <summary>The lines of a file that are not blank, as shapes. 8 bytes a line.</summary>
/// <param name="Shapes">Their shapes, in order.</param>
/// <param name="Lines">Their numbers, 0-based.</param>
internal sealed record ShapedFile(int[] Shapes, int[] Lines)
{
    /// <summary>Shapes of a text's lines.</summary>
    internal static ShapedFile Of(ReadOnlySpan<char> text)
    {
        var shapes = new List<int>();
        var lines = new List<int>();
        var number = 0;
        foreach (var line in text.EnumerateLines())
        {
            if (LineShape.Of(line) is var shape and not 0)
            {
                shapes.Add(shape);
                lines.Add(number);
            }

            number++;
        }

        return new ShapedFile([.. shapes], [.. lines]);
    }

    /// <summary>The shapes of the lines from <paramref name="first"/> on, before <paramref name="end"/>.</summary>
    internal ReadOnlySpan<int> Between(int first, int end)
    {
        var (from, to) = (IndexOf(first), IndexOf(end));
        return Shapes.AsSpan(from, to - from);

        int IndexOf(int line) => Array.BinarySearch(Lines, line) is var at && at < 0 ? ~at : at;
    }

    /// <summary>
    /// Places after which the given shapes stand, the last of them directly before: the index of the line that comes next, and how many
    /// shapes agree.
    /// </summary>
    /// <param name="before">Shapes before the place that is asked for, nearest first.</param>
    /// <param name="least">As many have to agree.</param>
    internal IEnumerable<(int Next, int Agreeing)> After(int[] before, int least)
    {
        if (before.Length < least || least == 0)
        {
            yield break;
        }

        for (var at = Array.IndexOf(Shapes, before[0]); at >= 0 && at + 1 < Shapes.Length; at = Array.IndexOf(Shapes, before[0], at + 1))
        {
            var agreeing = 1;
            while (agreeing < before.Length && at - agreeing >= 0 && Shapes[at - agreeing] == before[agreeing])
            {
                agreeing++;
            }

            if (agreeing >= least)
            {
                yield return (at + 1, agreeing);
            }
        }
    }
}
