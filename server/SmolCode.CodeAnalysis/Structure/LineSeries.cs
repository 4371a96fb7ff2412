using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>
/// The next line of a series that counts: rows of test cases, entries and statements that differ in whole numbers only, all of which go on by
/// their own step (<c>[InlineData(3, 30)]</c> after those of 1, 10 and 2, 20).
/// </summary>
internal sealed partial class LineSeries : IStructuralSource
{
    /// <summary>Lines above that have to agree where they are of one shape.</summary>
    private const int MaxLines = 4;

    /// <inheritdoc />
    public IEnumerable<string> Find(StructuralPlace place)
    {
        var above = Above(place);
        if (above.Count < 2)
        {
            yield break;
        }

        var rows = above.ConvertAll(l => Numbers().Matches(l));
        var (last, before) = (rows[0], rows[1]);
        var next = new List<string>();
        var counts = false;
        for (var i = 0; i < last.Count; i++)
        {
            var step = Value(last[i]) - Value(before[i]);
            if (rows.Zip(rows.Skip(1)).Any(p => Value(p.First[i]) - Value(p.Second[i]) != step) || Value(last[i]) + step < 0)
            {
                yield break;
            }

            counts |= !step.IsZero;
            var number = (Value(last[i]) + step).ToString(CultureInfo.InvariantCulture);
            next.Add(last[i].Value.StartsWith('0') ? number.PadLeft(last[i].Length, '0') : number);
        }

        var index = 0;
        if (counts && place.Rest(Numbers().Replace(above[0], _ => next[index++])) is { } rest)
        {
            yield return rest;
        }
    }

    /// <summary>Lines of one shape and indentation right above, the nearest first.</summary>
    private static List<string> Above(StructuralPlace place)
    {
        var lines = place.Left.Text.Lines;
        var found = new List<string>();
        string? shape = null;
        for (var at = lines.GetLineFromPosition(place.LineStart).LineNumber - 1; at >= 0 && found.Count < MaxLines; at--)
        {
            var line = lines[at].ToString();
            var code = line.Trim();
            var own = Numbers().Replace(code, "0");
            if (
                code.Length == 0
                || line[..(line.Length - line.TrimStart().Length)] != place.Indentation
                || (shape is not null && own != shape)
            )
            {
                break;
            }

            shape = own;
            found.Add(code);
        }

        return found;
    }

    private static BigInteger Value(Match number) => BigInteger.Parse(number.Value, CultureInfo.InvariantCulture);

    // Not the digits of hexadecimal numbers and names like utf8, which don't count on.
    [GeneratedRegex(@"(?<![0-9A-Za-z])[0-9]+(?![0-9A-Za-z])|(?<=[a-z])(?<!\b0[xb])[0-9]+(?![0-9A-Za-z])")]
    private static partial Regex Numbers();
}
