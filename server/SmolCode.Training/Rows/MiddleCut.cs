using System.Text.RegularExpressions;

namespace SmolCode.Training.Rows;

/// <summary>
/// Where a middle begins and ends: from somewhere in a line of code to its end, to before its closers, or to the end of a block.
/// </summary>
internal static partial class MiddleCut
{
    private const double BeforeClosers = 0.15;
    private const double Block = 0.70;
    private const int LongestBlock = 900;

    /// <summary>Draws a middle; null where the file has no code.</summary>
    public static Range? Draw(CodeFile file, Random random)
    {
        if (file.CodeLines.Length == 0)
        {
            return null;
        }

        var line = file.CodeLines[random.Next(file.CodeLines.Length)];
        var (at, lineEnd) = (file.Start(line), file.End(line));
        var text = file.Text;
        var code = text.AsSpan(at..lineEnd);
        var indent = code.Length - code.TrimStart().Length;
        // The beginning of the line, what follows certain signs, and anywhere.
        var spots = new List<int> { indent, indent, indent, indent };
        foreach (var match in Spot().EnumerateMatches(code))
        {
            spots.Add(match.Index + match.Length);
            spots.Add(match.Index + match.Length);
        }

        spots.Add(random.Next(indent, code.Length));
        spots.RemoveAll(s => s >= lineEnd - at);
        var start = at + (spots.Count > 0 ? spots[random.Next(spots.Count)] : indent);
        if (char.IsLowSurrogate(text[start]))
        {
            start--;
        }

        var end = lineEnd;
        var kind = random.NextDouble();
        if (kind < BeforeClosers)
        {
            var open = code.TrimEnd(")]};,").Length;
            end = at + open > start ? at + open : lineEnd;
        }
        else if (kind > Block && BlockEnd(text, start, random) is { } blockEnd)
        {
            end = blockEnd;
        }

        return start..end;
    }

    /// <summary>One of the last three places where what began is closed again and a line ends.</summary>
    private static int? BlockEnd(string text, int start, Random random)
    {
        var stops = new List<int>();
        var limit = Math.Min(text.Length, start + LongestBlock);
        var depth = 0;
        var at = start;
        for (; at < limit; at++)
        {
            var c = text[at];
            if (c is '{' or '(')
            {
                depth++;
            }
            else if (c is '}' or ')')
            {
                if (--depth < 0)
                {
                    break;
                }
            }
            else if (c == '\n' && depth == 0 && at > start)
            {
                stops.Add(at);
            }
        }

        if (depth < 0 && at > start && text[at] == '}' && text.LastIndexOf('\n', at - 1, at - start) is var tail && tail > start)
        {
            stops.Add(tail);
        }

        return stops.Count > 0 ? stops[^random.Next(1, Math.Min(3, stops.Count) + 1)] : null;
    }

    [GeneratedRegex(@"[.(]|= |, |=> |\breturn |\bnew ")]
    private static partial Regex Spot();
}
