using System.Text;

namespace SmolCode.Evaluation.Quality;

/// <summary>A table in Markdown.</summary>
internal sealed class MarkdownTable
{
    private readonly StringBuilder _text = new();

    /// <summary>Begins a table.</summary>
    public MarkdownTable(params IReadOnlyCollection<string> headers)
    {
        Add(headers);
        Add([.. headers.Select(_ => "---")]);
    }

    /// <summary>Adds a row.</summary>
    public void Add(params IReadOnlyCollection<string> cells) =>
        _text.Append("| ").AppendJoin(" | ", cells.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");

    /// <inheritdoc />
    public override string ToString() => _text.ToString();
}
