using CsCheck;

namespace SmolCode.LanguageServer.Tests;

/// <summary>Texts that are hard on text sync: every newline, every width of UTF-8, whole and half surrogate pairs, code.</summary>
internal static class Texts
{
    public static readonly Gen<string> Any = Gen.OneOf(
            "a",
            "b",
            " ",
            "\n",
            "\r\n",
            "\r",
            "é",
            "€",
            "😀",
            "\ud83d",
            "\ude00",
            "\u2028",
            "\u0085",
            "\t",
            "{",
            "\"",
            "\\",
            "\0"
        )
        .Array[0, 30]
        .Select(parts => string.Concat(parts));
}
