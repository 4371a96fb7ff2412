using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using CsCheck;
using SmolCode.LanguageServer.Documents;
using SmolCode.LanguageServer.Protocol;
using Range = SmolCode.LanguageServer.Protocol.Range;

namespace SmolCode.LanguageServer.Tests;

/// <summary>Edits that a client sends give the text that the client has.</summary>
public sealed class TextChangesTests
{
    [Fact]
    public void Several_changes_are_applied_one_after_the_other() =>
        Assert.Equal(
            "aXY\nb",
            Apply("a\nb", PositionEncoding.Utf16, Change(0, 1, 0, 1, "X\n"), Change(1, 0, 1, 0, "Y"), Change(0, 2, 1, 0, ""))
        );

    [Fact]
    public void A_change_without_a_range_replaces_everything() =>
        Assert.Equal("new!", Apply("old", PositionEncoding.Utf16, new TextDocumentContentChangeEvent("new"), Change(0, 3, 0, 3, "!")));

    [Fact]
    public void A_change_may_join_lines_of_different_newlines() =>
        Assert.Equal("abc", Apply("a\r\nb\rc", PositionEncoding.Utf16, Change(1, 1, 2, 0, ""), Change(0, 1, 1, 0, "")));

    [Fact]
    public void A_new_line_feed_may_complete_a_carriage_return() =>
        Assert.Equal("a\r\nXb", Apply("a\rb", PositionEncoding.Utf16, Change(1, 0, 1, 0, "\n"), Change(1, 0, 1, 0, "X")));

    [Fact]
    public void Ends_before_starts_are_taken_as_the_same_range() =>
        Assert.Equal("ad", Apply("abcd", PositionEncoding.Utf16, Change(0, 3, 0, 1, "")));

    [Fact]
    public void Edits_outside_are_clamped_and_counted()
    {
        var document = Document("ab\ncd");
        var text = TextChanges.Apply(
            document,
            [Change(0, 500, 0, 600, "X"), Change(7, 0, 9, 9, "Y"), Change(0, 0, 0, 0, "Z")],
            PositionEncoding.Utf16,
            out var clamped
        );
        Assert.Equal("ZabX\ncdY", text.ToString());
        Assert.Equal(2, clamped);
    }

    [Fact]
    public void Half_a_surrogate_pair_crosses_the_wire()
    {
        var json = """{"textDocument":{"uri":"file:///a.cs","version":2},"contentChanges":[{"text":"a\ud83d\n\t\"\\\/\u0041é"}]}""";
        var parameters = JsonSerializer.Deserialize(json, LspJsonContext.Default.DidChangeTextDocumentParams)!;
        Assert.Equal("a\ud83d\n\t\"\\/Aé", parameters.ContentChanges[0].Text);
    }

    /// <summary>
    /// Random edits as a client would send them, with positions found by counting on a plain string, give the same text as the same edits
    /// on that string.
    /// </summary>
    [Fact]
    public void Random_edits_give_the_same_text_as_on_a_plain_string() =>
        Gen.Select(Texts.Any, Gen.Select(Gen.Double.Unit, Gen.Double.Unit, Texts.Any).Array[1, 12], Gen.Enum<PositionEncoding>())
            .Sample(
                (initial, edits, encoding) =>
                {
                    var expected = initial;
                    var changes = ImmutableArray.CreateBuilder<TextDocumentContentChangeEvent>();
                    foreach (var (from, to, text) in edits)
                    {
                        var places = Places(expected);
                        var a = places[(int)(from * places.Count)];
                        var b = places[(int)(to * places.Count)];
                        var (start, end) = (Math.Min(a, b), Math.Max(a, b));
                        changes.Add(
                            new TextDocumentContentChangeEvent(
                                text,
                                new Range(CountPosition(expected, start, encoding), CountPosition(expected, end, encoding))
                            )
                        );
                        expected = expected[..start] + text + expected[end..];
                    }

                    var actual = TextChanges.Apply(Document(initial), changes.ToImmutable(), encoding, out var clamped);

                    Assert.Equal(expected, actual.ToString());
                    Assert.Equal(0, clamped);
                },
                iter: 5000,
                seed: "0000KfPyyJO4"
            );

    [Fact]
    public void Edits_anywhere_never_throw_and_keep_the_text_outside_of_them() =>
        Gen.Select(Texts.Any, Gen.Int[-2, 12], Gen.Int[-2, 12], Gen.Int[-2, 12], Gen.Int[-2, 12], Gen.Enum<PositionEncoding>())
            .Sample(
                (initial, a, b, c, d, encoding) =>
                {
                    var text = TextChanges.Apply(Document(initial), [Change(a, b, c, d, "")], encoding, out _).ToString();

                    // A deletion leaves a beginning and an end of the text.
                    var start = initial.Zip(text).TakeWhile(p => p.First == p.Second).Count();
                    Assert.True(text.Length <= initial.Length);
                    Assert.EndsWith(text[start..], initial, StringComparison.Ordinal);
                },
                iter: 5000,
                seed: "0000KfPyyJO4"
            );

    /// <summary>Offsets that a position can name: not between \r and \n, not within a surrogate pair.</summary>
    private static List<int> Places(string text) =>
        [
            .. Enumerable
                .Range(0, text.Length + 1)
                .Where(i =>
                    i == 0 || i == text.Length || !((text[i - 1] == '\r' && text[i] == '\n') || char.IsSurrogatePair(text[i - 1], text[i]))
                ),
        ];

    /// <summary>The position of an offset, counted from the text's start.</summary>
    private static Position CountPosition(string text, int offset, PositionEncoding encoding)
    {
        var before = text[..offset];
        var lines = before.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r');
        var last = lines[^1];
        return new Position(lines.Length - 1, encoding == PositionEncoding.Utf16 ? last.Length : Encoding.UTF8.GetByteCount(last));
    }

    private static string Apply(string text, PositionEncoding encoding, params ImmutableArray<TextDocumentContentChangeEvent> changes) =>
        TextChanges.Apply(Document(text), changes, encoding, out _).ToString();

    private static OpenDocument Document(string text) => new("file:///a.cs", "/a.cs", "csharp", 1, TextChanges.ToSourceText(text));

    private static TextDocumentContentChangeEvent Change(int startLine, int start, int endLine, int end, string text) =>
        new(text, new Range(new Position(startLine, start), new Position(endLine, end)));
}
