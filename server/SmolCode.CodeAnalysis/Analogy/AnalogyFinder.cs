using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Analogy;

/// <summary>Finds places like the cursor's: after lines of the same shape, nearest lines first.</summary>
internal sealed class AnalogyFinder
{
    /// <summary>Lines above the cursor that are compared.</summary>
    private const int MaxLines = 16;

    /// <summary>Lines of one place that have to agree at least, when nothing is typed in the cursor's line yet.</summary>
    private const int LeastLines = 2;

    /// <summary>Places that are looked at closely.</summary>
    private const int MaxPlaces = 16;

    /// <summary>Lines of a block that are taken over.</summary>
    private const int MaxBlockLines = 10;

    private readonly string[] _before;
    private readonly int[] _shapes;
    private readonly string _typed;
    private readonly string _indentation;
    private readonly Hole _hole;
    private readonly string[] _own;
    private readonly int _cursorLine;

    internal AnalogyFinder(SourceText text, Hole hole)
    {
        _hole = hole;
        _own = [.. text.Lines.Select(l => l.ToString())];
        _cursorLine = text.Lines.GetLineFromPosition(hole.Position).LineNumber;
        _typed = hole.LinePrefix.TrimStart();
        _indentation = hole.LinePrefix[..^_typed.Length];
        var before = new List<string>();
        for (var i = _cursorLine - 1; i >= 0 && before.Count < MaxLines; i--)
        {
            if (!string.IsNullOrWhiteSpace(_own[i]))
            {
                before.Add(_own[i]);
            }
        }

        _before = [.. before];
        _shapes = [.. before.Select(l => LineShape.Of(l))];
    }

    /// <summary>Lines that have to agree.</summary>
    private int Least => _typed.Length == 0 ? LeastLines : 1;

    /// <summary>The texts of places in other files and in the document itself, the most alike first.</summary>
    /// <param name="files">Other files with their shapes.</param>
    /// <param name="read">A file's text.</param>
    /// <param name="count">As many at most.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal ImmutableArray<AnalogousCode> Find(
        IEnumerable<(string Path, ShapedFile Shapes)> files,
        Func<string, string?> read,
        int count,
        CancellationToken cancellationToken
    )
    {
        var places = new List<(string? Path, int Line, int Agreeing)>();
        var own = ShapedFile.Of(string.Join('\n', _own));
        foreach (var (path, shapes) in files.Select(f => ((string?)f.Path, f.Shapes)).Append((null, own)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var (next, agreeing) in shapes.After(_shapes, Least))
            {
                if (path is not null || shapes.Lines[next] != _cursorLine)
                {
                    places.Add((path, shapes.Lines[next], agreeing));
                }
            }
        }

        var found = new Dictionary<string, AnalogousCode>(StringComparer.Ordinal);
        var texts = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (
            var (path, line, agreeing) in places.OrderByDescending(p => p.Agreeing).ThenBy(p => p.Path is null ? 0 : 1).Take(MaxPlaces)
        )
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Lines(path) is { } lines && line < lines.Length && Transfer(lines, line, agreeing, path is null) is { } code)
            {
                found[code.Text] = found.TryGetValue(code.Text, out var known) ? known with { Places = known.Places + 1 } : code;
            }
        }

        return [.. found.Values.OrderByDescending(c => c.Lines + c.SameNames).ThenByDescending(c => c.Places).Take(count)];

        string[]? Lines(string? path)
        {
            if (path is null)
            {
                return _own;
            }

            if (!texts.TryGetValue(path, out var lines))
            {
                lines = read(path)?.ReplaceLineEndings("\n").Split('\n') ?? [];
                texts.Add(path, lines);
            }

            return lines;
        }
    }

    private AnalogousCode? Transfer(string[] there, int line, int agreeing, bool isSameFile)
    {
        var mapping = new NameMapping();
        var target = there[line].TrimStart();
        if (target.StartsWith("//", StringComparison.Ordinal) || target is ['#' or '}', ..])
        {
            // A comment is about its own place; a directive or the end of a block is not what is looked for.
            return null;
        }

        if (Rest(target, mapping) is not { } from)
        {
            return null;
        }

        // Nearest lines first: what they say of a name holds.
        var at = line - 1;
        var learnt = 0;
        for (var i = 0; i < agreeing; i++)
        {
            while (at >= 0 && string.IsNullOrWhiteSpace(there[at]))
            {
                at--;
            }

            if (at < 0 || !mapping.Learn(there[at--], _before[i]))
            {
                break;
            }

            learnt++;
        }

        // One line of the same shape with nothing in it that is the same says nothing.
        if (learnt < Least || (mapping.Same == 0 && (learnt < LeastLines || mapping.Different == 0)))
        {
            return null;
        }

        var mapped = mapping.MapLine(target);
        var start = from < 0 ? 0 : mapping.MapLine(target.AsSpan(0, from)).Length;
        if (_typed.Length > 0)
        {
            // A word that is begun goes on as the mapped one does.
            var head = mapped[..Math.Min(start, mapped.Length)];
            var word = Word(_typed);
            if (word.Length > 0)
            {
                var begun = Word(head);
                var whole = new string([.. mapped[(head.Length - begun.Length)..].TakeWhile(c => char.IsLetterOrDigit(c) || c == '_')]);
                if (!whole.StartsWith(word, StringComparison.Ordinal))
                {
                    return null;
                }

                start = head.Length - begun.Length + word.Length;
            }
        }

        var text = mapped[start..].TrimEnd();
        if (_typed.Length > 0 && char.IsWhiteSpace(_typed[^1]))
        {
            text = text.TrimStart();
        }

        if (_hole.IsMultiline)
        {
            text += Block(there, line, mapping);
        }

        return string.IsNullOrWhiteSpace(text)
            ? null
            : new AnalogousCode(text, learnt, (double)mapping.Same / Math.Max(1, mapping.Same + mapping.Different), 1, isSameFile);
    }

    /// <summary>Where the line goes on behind what is typed here already; null when it begins otherwise.</summary>
    private int? Rest(string target, NameMapping mapping)
    {
        if (_typed.Length == 0)
        {
            return -1;
        }

        // All tokens that are typed; the last may be the beginning of a word, and is compared when names are known.
        var word = Word(_typed);
        var whole = _typed[..^word.Length];
        if (!mapping.Learn(target, whole))
        {
            return null;
        }

        var here = new LineScanner(whole);
        var there = new LineScanner(target);
        while (here.MoveNext())
        {
            there.MoveNext();
        }

        var end = here.End == 0 && whole.Trim().Length == 0 ? 0 : there.End;
        if (word.Length == 0)
        {
            return end;
        }

        return there.MoveNext() && there.Kind == LineTokenKind.Identifier ? there.End : null;
    }

    private static string Word(string text)
    {
        var start = text.Length;
        while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] == '_'))
        {
            start--;
        }

        return text[start..];
    }

    /// <summary>The lines that follow, down to the end of the block that the line stands in.</summary>
    private string Block(string[] there, int line, NameMapping mapping)
    {
        var outer = there[line][..^there[line].TrimStart().Length];
        var block = new StringBuilder();
        for (var i = line + 1; i < there.Length && i <= line + MaxBlockLines; i++)
        {
            var text = there[i];
            if (string.IsNullOrWhiteSpace(text))
            {
                block.Append('\n');
                continue;
            }

            if (!text.StartsWith(outer, StringComparison.Ordinal))
            {
                break;
            }

            block.Append('\n').Append(_indentation).Append(mapping.MapLine(text.AsSpan(outer.Length)).TrimEnd());
        }

        return block.ToString().TrimEnd();
    }
}
