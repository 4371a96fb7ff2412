using System.Collections.Immutable;
using System.Text;
using SmolCode.Inference.Prompting;

namespace SmolCode.Inference.Remote;

/// <summary>
/// Lays a prompt out as text for a server whose vocabulary is not known here: other files, then what surrounds the cursor, with the texts of
/// the model's fill-in tokens between them where it has some. Budgets are kept by an estimate of characters.
/// </summary>
public sealed class PromptTemplate
{
    /// <summary>
    /// Estimated mean length of a C# token, as PrefixStart of Completion has it; the server's tokenizer is its own.
    /// </summary>
    internal const double CharactersPerToken = 3.3;

    private const string PrefixMark = "{prefix}";
    private const string SuffixMark = "{suffix}";

    private static readonly PromptTemplate Plain = new("plain", PrefixMark, file: null, []);

    private static readonly ImmutableArray<PromptTemplate> Known =
    [
        Plain,
        // https://github.com/QwenLM/Qwen2.5-Coder: file level fill-in, files of a repository after <|file_sep|>.
        new(
            "qwen",
            "<|file_sep|>{path}\n<|fim_prefix|>{prefix}<|fim_suffix|>{suffix}<|fim_middle|>",
            "<|file_sep|>{path}\n{text}\n",
            ["<|file_sep|>", "<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|repo_name|>", "<|endoftext|>"]
        ),
        // https://arxiv.org/abs/2402.19173, section 5.1: <file_sep>path ⏎ content, fill-in inside of a file.
        new(
            "starcoder",
            "<file_sep>{path}\n<fim_prefix>{prefix}<fim_suffix>{suffix}<fim_middle>",
            "<file_sep>{path}\n{text}\n",
            ["<file_sep>", "<fim_prefix>", "<fim_suffix>", "<fim_middle>", "<repo_name>", "<|endoftext|>"]
        ),
        // SmolCode's own adapter (Prompting/AdapterLayout.cs), for a server that has the bundled weights with it.
        new(
            "smolcode",
            "<issue_comment>{suffix}<filename>{path}\n{prefix}",
            "<file_sep>{path}\n{text}\n",
            ["<file_sep>", "<issue_comment>", "<filename>", "<|im_start|>", "<|im_end|>", "<|endoftext|>"]
        ),
    ];

    private readonly string _text;
    private readonly string? _file;
    private readonly ImmutableArray<string> _tokens;

    private PromptTemplate(string name, string text, string? file, ImmutableArray<string> tokens)
    {
        Name = name;
        _text = text;
        _file = file;
        _tokens = tokens;
    }

    /// <summary>Names that <see cref="TryParse"/> knows.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Known.Select(k => k.Name)];

    /// <summary>Its name, or the template itself.</summary>
    public string Name { get; }

    /// <summary>What follows the cursor is shown.</summary>
    public bool ShowsSuffix => _text.Contains(SuffixMark, StringComparison.Ordinal);

    /// <summary>
    /// Reads a name, or the text of fill-in tokens around <c>{prefix}</c> and <c>{suffix}</c>, e.g.
    /// <c>&lt;|fim_prefix|&gt;{prefix}&lt;|fim_suffix|&gt;{suffix}&lt;|fim_middle|&gt;</c>. Empty: plain.
    /// </summary>
    /// <param name="format">The name or the text.</param>
    /// <param name="problem">What is wrong with it, for a user; null where nothing is.</param>
    public static PromptTemplate? TryParse(string format, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(format);
        problem = null;
        var given = format.Trim();
        if (given.Length == 0)
        {
            return Plain;
        }

        if (Known.FirstOrDefault(k => k.Name.Equals(given, StringComparison.OrdinalIgnoreCase)) is { } known)
        {
            return known;
        }

        var at = given.IndexOf(PrefixMark, StringComparison.Ordinal);
        if (at < 0 || given.IndexOf(PrefixMark, at + 1, StringComparison.Ordinal) >= 0)
        {
            problem =
                $"The team server's prompt format '{given}' is none: write {string.Join(", ", Names)}, or the model's fill-in tokens around {PrefixMark} and {SuffixMark}, e.g. <|fim_prefix|>{PrefixMark}<|fim_suffix|>{SuffixMark}<|fim_middle|>.";
            return null;
        }

        var tokens = given
            .Split([PrefixMark, SuffixMark, "{path}", "\n"], StringSplitOptions.RemoveEmptyEntries)
            .Select(t => t.Trim())
            .Where(t => t.Length > 2);
        return new PromptTemplate(given, given, file: null, [.. tokens]);
    }

    /// <summary>Lays a prompt out.</summary>
    /// <param name="prompt">What the model is shown.</param>
    /// <param name="tokenHealing">The last character of the prefix is held back if it is white space, where the text before the cursor comes last.</param>
    internal LaidOutPrompt Lay(FillInPrompt prompt, bool tokenHealing)
    {
        var budget = (int)(prompt.MaxTokens * CharactersPerToken);
        var suffix =
            ShowsSuffix && prompt.Suffix is { } after ? Clean(Head(after, (int)(prompt.MaxSuffixTokens * CharactersPerToken))) : "";
        var path = Clean(prompt.Path ?? "");
        var prefix = Clean(Tail(PromptText.Normalise(prompt.Prefix), budget - suffix.Length - path.Length - _text.Length));
        var held = "";
        if (tokenHealing && _text.EndsWith(PrefixMark, StringComparison.Ordinal))
        {
            // The last space before a word is part of the word's token: with it in the prompt a model is asked for what it rarely saw. The ones
            // before it are a token of their own, and say how deep the line is indented: without them models write directives at column 0.
            var kept = prefix is [.., ' ' or '\t'] ? prefix.Length - 1 : prefix.Length;
            (prefix, held) = (prefix[..kept], prefix[kept..]);
        }

        var room = budget - suffix.Length - path.Length - _text.Length - prefix.Length;
        var files = new List<string>();
        foreach (var file in prompt.Context.IsDefault ? [] : prompt.Context.Reverse())
        {
            var text = Clean(PromptText.Normalise(file.Text).Trim('\n'));
            var laid = _file is null
                ? $"{text}\n\n"
                : _file.Replace("{path}", Clean(file.Path), StringComparison.Ordinal).Replace("{text}", text, StringComparison.Ordinal);
            if (laid.Length > room)
            {
                break;
            }

            room -= laid.Length;
            files.Add(laid);
        }

        files.Reverse();
        return new LaidOutPrompt(string.Concat(files) + Fill(path, prefix, suffix), held);
    }

    /// <summary>Puts the parts in their places in one pass: a part that holds the name of another's place stays as it is.</summary>
    private string Fill(string path, string prefix, string suffix)
    {
        var text = new StringBuilder();
        for (var i = 0; i < _text.Length; )
        {
            var (mark, part) =
                Is(PrefixMark) ? (PrefixMark, prefix)
                : Is(SuffixMark) ? (SuffixMark, suffix)
                : Is("{path}") ? ("{path}", path)
                : (_text[i].ToString(), _text[i].ToString());
            text.Append(part);
            i += mark.Length;

            bool Is(string name) => _text.AsSpan(i).StartsWith(name, StringComparison.Ordinal);
        }

        return text.ToString();
    }

    /// <summary>
    /// A server makes tokens of whatever looks like one; code that only speaks about them must not end the prompt early. The text of such a
    /// token gets a space behind its first character.
    /// </summary>
    private string Clean(string text)
    {
        foreach (var token in _tokens)
        {
            if (text.Contains(token, StringComparison.Ordinal))
            {
                text = text.Replace(token, $"{token[0]} {token[1..]}", StringComparison.Ordinal);
            }
        }

        return text;
    }

    private static string Head(string text, int length)
    {
        text = PromptText.Normalise(text);
        if (text.Length <= length)
        {
            return text;
        }

        return text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : Math.Max(length, 0))];
    }

    /// <summary>The end of a text, whole lines where they fit.</summary>
    private static string Tail(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var start = text.Length - Math.Max(length, 1);
        var line = text.IndexOf('\n', start);
        if (line >= 0 && line + 1 < text.Length)
        {
            return text[(line + 1)..];
        }

        return text[(char.IsLowSurrogate(text[start]) ? start + 1 : start)..];
    }
}
