namespace SmolCode.Training.Rows;

/// <summary>A file with its lines.</summary>
internal sealed class CodeFile
{
    private const int LeastCode = 4;

    private static readonly string[] NoCode = ["//", "#", "using ", "[assembly", "*"];

    private readonly int[] _starts;

    /// <summary>Looks for the lines of a file.</summary>
    public CodeFile(TrainingFile file)
    {
        Path = file.Path;
        Text = file.Text;
        var starts = new List<int> { 0 };
        for (var end = Text.IndexOf('\n', StringComparison.Ordinal); end >= 0; end = Text.IndexOf('\n', end + 1))
        {
            starts.Add(end + 1);
        }

        _starts = [.. starts];
        CodeLines = [.. Enumerable.Range(0, _starts.Length).Where(IsCode)];
    }

    /// <summary>Relative to the workspace.</summary>
    public string Path { get; }

    /// <summary>With '\n' line ends.</summary>
    public string Text { get; }

    /// <summary>Number of lines.</summary>
    public int Lines => _starts.Length;

    /// <summary>Lines with code in them, where a middle may begin.</summary>
    public int[] CodeLines { get; }

    /// <summary>Where a line begins.</summary>
    public int Start(int line) => _starts[line];

    /// <summary>Where a line ends, before its '\n'.</summary>
    public int End(int line) => line + 1 < _starts.Length ? _starts[line + 1] - 1 : Text.Length;

    /// <summary>The line that a position is in.</summary>
    public int LineAt(int position)
    {
        var found = Array.BinarySearch(_starts, position);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>The text of some lines, without the last one's '\n'.</summary>
    public ReadOnlySpan<char> Span(int first, int count) => Text.AsSpan(Start(first)..End(Math.Min(first + count, Lines) - 1));

    private bool IsCode(int line)
    {
        var code = Text.AsSpan(Start(line)..End(line)).Trim();
        if (code.Length < LeastCode)
        {
            return false;
        }

        foreach (var start in NoCode)
        {
            if (code.StartsWith(start, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
