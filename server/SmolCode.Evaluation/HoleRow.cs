using System.Text.Json.Serialization;

namespace SmolCode.Evaluation;

/// <summary>
/// A hole in a real file: one line of a hole file (JSON lines). The text before the cursor is <c>text[..offset]</c>, the text after it
/// <c>autoclose + text[offset+expected_len..]</c>, offsets in UTF-16 units of the decoded file (byte order mark dropped, newlines untouched).
/// </summary>
public sealed record HoleRow
{
    /// <summary>The repository's name.</summary>
    [JsonPropertyName("repo")]
    public string Repository { get; init; } = "";

    /// <summary>Path relative to the root.</summary>
    [JsonPropertyName("path")]
    public required string Path { get; init; }

    /// <summary>The cursor.</summary>
    [JsonPropertyName("offset")]
    public required int Offset { get; init; }

    /// <summary>The text that stood there, with <c>\n</c> newlines.</summary>
    [JsonPropertyName("expected")]
    public required string Expected { get; init; }

    /// <summary>Its length in the file.</summary>
    [JsonPropertyName("expected_len")]
    public required int ExpectedLength { get; init; }

    /// <summary>sl_* (the rest of the line is expected) or ml_* (several lines).</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    /// <summary>Line of the cursor, 1-based.</summary>
    [JsonPropertyName("line")]
    public int Line { get; init; }

    /// <summary>Column of the cursor, 1-based, in UTF-16 units.</summary>
    [JsonPropertyName("col")]
    public int Column { get; init; }

    /// <summary>Characters of the cursor's line before it.</summary>
    [JsonPropertyName("prefix_len")]
    public int PrefixLength { get; init; }

    /// <summary>What an editor puts right of the cursor while one types there.</summary>
    [JsonPropertyName("autoclose")]
    public string AutoClose { get; init; } = "";

    /// <summary>Offset where the statement around the cursor begins.</summary>
    [JsonPropertyName("stmt_start")]
    public int StatementStart { get; init; }

    /// <summary>Name of the member around the cursor.</summary>
    [JsonPropertyName("scope")]
    public string Scope { get; init; } = "";

    /// <summary>Several lines are expected.</summary>
    [JsonIgnore]
    public bool IsMultiline => Kind.StartsWith("ml_", StringComparison.Ordinal);
}
