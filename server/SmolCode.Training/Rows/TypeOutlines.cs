using System.Text;
using System.Text.RegularExpressions;
using SmolCode.Inference;

namespace SmolCode.Training.Rows;

/// <summary>
/// Declarations of types by name: a header and signatures, as the product shows types in play. Found by patterns in the text, without a
/// compiler: what they take wrongly is a little noise in the training.
/// </summary>
internal sealed partial class TypeOutlines
{
    private const int LongestBody = 12_000;
    private const int MostMembers = 22;
    private const int MostEnumMembers = 40;

    private readonly IReadOnlyList<CodeFile> _files;
    private readonly Dictionary<string, (int File, int At)> _types = new(StringComparer.Ordinal);

    /// <summary>Looks for the types of the files.</summary>
    public TypeOutlines(IReadOnlyList<CodeFile> files)
    {
        _files = files;
        for (var f = 0; f < files.Count; f++)
        {
            foreach (Match match in Declaration().Matches(files[f].Text))
            {
                _types.TryAdd(match.Groups["name"].Value, (f, match.Index));
            }
        }
    }

    /// <summary>Declarations of types of other files that are named in a text, the one named last at the end.</summary>
    public List<ContextFile> Find(int file, ReadOnlySpan<char> near, int count)
    {
        var names = new List<string>();
        var words = CodeWords.InOrder(near);
        for (var i = words.Count - 1; i >= 0 && names.Count < count; i--)
        {
            if (
                char.IsAsciiLetterUpper(words[i][0])
                && _types.TryGetValue(words[i], out var place)
                && place.File != file
                && !names.Contains(words[i])
            )
            {
                names.Add(words[i]);
            }
        }

        names.Reverse();
        var found = new List<ContextFile>();
        foreach (var name in names)
        {
            var (other, at) = _types[name];
            if (Outline(_files[other].Text, at) is { } outline)
            {
                found.Add(new ContextFile(_files[other].Path, ContextText.Shorten(outline)));
            }
        }

        return found;
    }

    /// <summary>Header and signatures of the type that is declared at a position; null where it has none.</summary>
    internal static string? Outline(string text, int at)
    {
        var match = Declaration().Match(text, at);
        var head = match.Groups["head"].Value.Trim();
        var isInterface = HasKeyword(head, "interface");
        var isEnum = HasKeyword(head, "enum");
        var after = match.Index + match.Length;
        var body = text.AsSpan(after, Math.Min(text.Length - after, LongestBody));
        var indent = match.Groups["indent"].ValueSpan;
        int? inner = null;
        var members = new List<string>();
        var isFirst = true;
        foreach (var line in body.EnumerateLines())
        {
            // The rest of the header's own line.
            if (isFirst)
            {
                isFirst = false;
                continue;
            }

            var code = line.Trim();
            if (line.StartsWith(indent, StringComparison.Ordinal) && line[indent.Length..].StartsWith("}", StringComparison.Ordinal))
            {
                break;
            }

            var depth = line.Length - line.TrimStart().Length;
            if (code.IsEmpty || depth <= indent.Length)
            {
                continue;
            }

            // Members stand as deep as the first line inside.
            inner ??= depth;
            if (depth != inner)
            {
                continue;
            }

            if (isEnum)
            {
                var name = EnumMember().Match(code.ToString());
                if (name.Success)
                {
                    members.Add(name.Value);
                }
            }
            else if (isInterface)
            {
                if (code[^1] == ';' && code[0] is not ('/' or '['))
                {
                    members.Add(code.ToString());
                }
            }
            else if (Signature(code) is { } signature)
            {
                members.Add(signature);
            }

            if (members.Count >= (isEnum ? MostEnumMembers : MostMembers))
            {
                break;
            }
        }

        if (members.Count == 0)
        {
            return null;
        }

        return new StringBuilder(head).Append("\n{\n    ").AppendJoin(isEnum ? ", " : "\n    ", members).Append("\n}").ToString();
    }

    private static string? Signature(ReadOnlySpan<char> code)
    {
        if (code.Contains(" override ", StringComparison.Ordinal) || Member().Match(code.ToString()) is not { Success: true } match)
        {
            return null;
        }

        var declared = match.Groups["declared"].Value.TrimEnd();
        var rest = match.Groups["rest"].ValueSpan;
        if (declared.Contains('(', StringComparison.Ordinal))
        {
            // The rest of the parameters is on the next line.
            return declared.Count(c => c == '(') == declared.Count(c => c == ')') ? declared + ";" : null;
        }

        if (rest.StartsWith("{", StringComparison.Ordinal))
        {
            var initial = rest.IndexOf('=');
            return $"{declared} {(initial < 0 ? rest : rest[..initial]).Trim()}";
        }

        if (rest.StartsWith("=>", StringComparison.Ordinal))
        {
            return declared + " { get; }";
        }

        if (!rest.IsEmpty)
        {
            return declared + ";";
        }

        return TypeKeyword().IsMatch(declared) ? declared : declared + " { get; set; }";
    }

    private static bool HasKeyword(string head, string keyword) => $" {head}".Contains($" {keyword} ", StringComparison.Ordinal);

    [GeneratedRegex(
        @"^(?<indent>[ \t]*)(?<head>(?:(?:public|internal|private|protected|static|sealed|abstract|partial|readonly|ref|unsafe|file|new) )*(?:class|struct|interface|record(?: struct| class)?|enum) (?<name>\w+)[^\n{;(]*)",
        RegexOptions.Multiline
    )]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^(?<declared>(?:public|internal|protected) [^\n{;=]*?)(?<rest>\{ ?get.*|;|=>.*|=.*)?$")]
    private static partial Regex Member();

    [GeneratedRegex(@"^\w+")]
    private static partial Regex EnumMember();

    [GeneratedRegex(@"\b(?:class|struct|enum|interface|record)\b")]
    private static partial Regex TypeKeyword();
}
