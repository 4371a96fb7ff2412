using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace SmolCode.Testing.Values;

/// <summary>Texts that a member may treat differently: by the words and characters that its body looks for.</summary>
internal static class TextValues
{
    /// <summary>Adds them, an ordinary one first.</summary>
    public static void Add(List<TestValue> values, string name, BodyConstants constants)
    {
        var label = ValueSource.Pascal(name);
        var typical = name.ToLowerInvariant() switch
        {
            var n when n.Contains("url", StringComparison.Ordinal) || n.Contains("uri", StringComparison.Ordinal) =>
                "https://example.com/a?b=1",
            var n when n.Contains("mail", StringComparison.Ordinal) => "ada@example.com",
            var n when n.Contains("path", StringComparison.Ordinal) || n.Contains("file", StringComparison.Ordinal) => "folder/file.txt",
            var n when n.Contains("json", StringComparison.Ordinal) => "{\"a\":1}",
            var n when n.Contains("format", StringComparison.Ordinal) => "{0}",
            _ => name.TrimStart('_'),
        };
        values.Add(new TestValue(Quote(typical)));
        values.Add(new TestValue("\"\"", "Empty" + label));
        values.Add(new TestValue("\" \"", "Blank" + label));
        void AddText(string text)
        {
            var code = Quote(text);
            if (values.Count < ValueSource.MaxPartitions + 8 && values.All(v => v.Code != code))
            {
                values.Add(new TestValue(code, label + TextWord(text)));
            }
        }

        foreach (var text in constants.Texts.Where(t => t.Length > 0))
        {
            AddText(text);
        }

        foreach (var c in constants.Characters)
        {
            AddText($"a{c}b");
            AddText($"{c}");
            AddText($"1{c}2");
        }

        if (constants.ParsesNumbers)
        {
            AddText("42");
            AddText("-1");
            AddText("0");
        }

        AddText("Hello World");
        AddText("42");
        AddText("aB1 _-é");
        foreach (var text in constants.Texts.Where(t => t.Length is > 0 and <= 20).Take(4))
        {
            AddText($"a{text}b{text}c");
        }
    }

    /// <summary>The text as a literal.</summary>
    public static string Quote(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>A character as a part of an identifier.</summary>
    public static string Word(char c) =>
        char.IsAsciiLetterOrDigit(c)
            ? c.ToString()
            : c switch
            {
                ' ' => "Space",
                ',' => "Comma",
                '.' => "Dot",
                '-' => "Dash",
                '_' => "Underscore",
                '/' => "Slash",
                '\\' => "Backslash",
                ':' => "Colon",
                ';' => "Semicolon",
                '\n' => "Newline",
                '\t' => "Tab",
                '"' => "Quote",
                '\'' => "Apostrophe",
                _ => "Char" + ((int)c).ToString(CultureInfo.InvariantCulture),
            };

    /// <summary>A text as a part of an identifier.</summary>
    public static string TextWord(string text)
    {
        var word = string.Concat(
            text.Split([.. text.Where(c => !char.IsAsciiLetterOrDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries)
                .Select(ValueSource.Pascal)
        );
        return word.Length == 0 ? string.Concat(text.Take(3).Select(Word))
            : word.Length <= 24 ? word
            : word[..24];
    }
}
