using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Loading;
using SmolCode.CodeAnalysis.Similarity;
using SmolCode.TestSupport;

namespace SmolCode.CodeAnalysis.Tests;

public sealed class SimilarCodeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SimilarCodeIndex _index = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Windows_that_share_rare_identifiers_come_last()
    {
        Add("Common.cs", "shared shared1");
        Add("Rare.cs", "shared precious");
        Add("Other.cs", "shared another");

        var found = _index.Find(
            "/query.cs",
            "use shared precious here",
            3,
            SimilarCodeQuery.Default,
            own: null,
            Read,
            CancellationToken.None
        );

        Assert.Equal("Rare.cs", found[^1].Path);
        Assert.Equal(3, found.Length);
        Assert.Equal(1 / Math.Sqrt(2) + 1 / Math.Sqrt(4), found[^1].Score, 6);
    }

    [Fact]
    public void Keywords_do_not_count()
    {
        Add("A.cs", "public static readonly return summary");

        Assert.Empty(
            _index.Find(
                "/query.cs",
                "public static readonly return summary",
                3,
                SimilarCodeQuery.Default,
                own: null,
                Read,
                CancellationToken.None
            )
        );
    }

    [Fact]
    public void The_own_file_is_never_found_nor_counted()
    {
        var own = Add("A.cs", "precious");
        Add("B.cs", "precious");

        var found = _index.Find(own, "precious", 3, SimilarCodeQuery.Default, own: null, Read, CancellationToken.None);

        Assert.Equal("B.cs", Assert.Single(found).Path);
        // The name, and as much for the line's shape.
        Assert.Equal(2 / Math.Sqrt(2), found[0].Score, 6);
        Assert.True(_index.IsKnown("precious", own));
    }

    [Fact]
    public void Of_windows_with_the_same_names_the_one_with_lines_of_the_same_shape_comes_last()
    {
        Add("Alike.cs", "var total = Sum(prices, 1);\nother();");
        Add("Unlike.cs", "if (prices is null) { return 0; }\nother();");

        var found = _index.Find(
            "/query.cs",
            "var count = Size(prices, 2);",
            2,
            SimilarCodeQuery.Default,
            own: null,
            Read,
            CancellationToken.None
        );

        Assert.Equal(["Unlike.cs", "Alike.cs"], found.Select(f => f.Path));
        Assert.Equal(
            [1 / Math.Sqrt(3), (1 / Math.Sqrt(3)) + (1 / Math.Sqrt(2))],
            found.Select(f => f.Score),
            (a, b) => Math.Abs(a - b) < 1e-6
        );
    }

    [Fact]
    public void A_shape_alone_finds_nothing()
    {
        Add("A.cs", "var total = Sum(prices, 1);");

        Assert.Empty(
            _index.Find("/query.cs", "var count = Size(values, 2);", 2, SimilarCodeQuery.Default, own: null, Read, CancellationToken.None)
        );
    }

    [Fact]
    public void A_name_that_only_the_own_file_holds_is_unknown()
    {
        var own = Add("A.cs", "precious");

        Assert.False(_index.IsKnown("precious", own));
        Assert.False(_index.IsKnown("never", own));
    }

    [Fact]
    public void The_same_file_in_another_project_is_not_found()
    {
        var own = Add("one/Shared.cs", "precious", "Shared.cs");
        Add("two/Shared.cs", "precious", "Shared.cs");

        Assert.Empty(_index.Find(own, "precious", 3, SimilarCodeQuery.Default, own: null, Read, CancellationToken.None));
    }

    [Fact]
    public void Identifiers_in_more_than_200_windows_are_left_out()
    {
        for (var i = 0; i < 201; i++)
        {
            Add($"F{i}.cs", $"everywhere only{i}");
        }

        Assert.Empty(_index.Find("/query.cs", "everywhere", 3, SimilarCodeQuery.Default, own: null, Read, CancellationToken.None));
        Assert.Single(_index.Find("/query.cs", "everywhere only7", 3, SimilarCodeQuery.Default, own: null, Read, CancellationToken.None));
    }

    [Fact]
    public void Overlapping_windows_of_a_file_are_found_once()
    {
        Add("A.cs", string.Join('\n', Enumerable.Range(0, 60).Select(i => i is >= 14 and < 20 ? "precious" : $"line{i}")));

        var found = Assert.Single(
            _index.Find("/query.cs", "precious", 3, SimilarCodeQuery.Default, own: null, Read, CancellationToken.None)
        );

        Assert.Equal(20, found.Text.Split('\n').Length);
        Assert.Contains("precious", found.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Blank_lines_around_a_window_are_cut_and_newlines_are_plain()
    {
        Add("A.cs", "\r\n   \r\n  precious\r\n  second\r\n\r\n");

        var found = Assert.Single(
            _index.Find("/query.cs", "precious", 1, SimilarCodeQuery.Default, own: null, Read, CancellationToken.None)
        );

        Assert.Equal("  precious\n  second", found.Text);
        Assert.Equal(2, found.StartLine);
    }

    [Fact]
    public void A_changed_file_is_found_by_its_new_text_only()
    {
        var path = Add("A.cs", "before");
        Add("A.cs", "after");

        Assert.Empty(_index.Find("/query.cs", "before", 1, SimilarCodeQuery.Default, own: null, Read, CancellationToken.None));
        Assert.Single(_index.Find("/query.cs", "after", 1, SimilarCodeQuery.Default, own: null, Read, CancellationToken.None));
        _index.Remove(path);
        Assert.Empty(_index.Find("/query.cs", "after", 1, SimilarCodeQuery.Default, own: null, Read, CancellationToken.None));
    }

    [Fact]
    public void Many_changes_leave_nothing_behind()
    {
        for (var round = 0; round < 40; round++)
        {
            for (var file = 0; file < 60; file++)
            {
                Add($"F{file}.cs", $"round{round} file{file}");
            }
        }

        Assert.Equal(60, _index.FileCount);
        Assert.Equal(60, _index.WindowCount);
        Assert.Equal(
            "F7.cs",
            Assert.Single(_index.Find("/query.cs", "file7", 3, SimilarCodeQuery.Default, own: null, Read, CancellationToken.None)).Path
        );
        Assert.Empty(_index.Find("/query.cs", "round3", 3, SimilarCodeQuery.Default, own: null, Read, CancellationToken.None));
    }

    [Fact]
    public void The_document_itself_is_looked_through_outside_of_what_is_shown()
    {
        Add("Other.cs", "precious");
        var lines = Enumerable.Range(0, 100).Select(i => i is 30 or 50 or 70 ? "precious local" : $"line{i}").ToList();
        var text = SourceText.From(string.Join('\n', lines));
        var shown = TextSpan.FromBounds(text.Lines[45].Start, text.Lines[55].End);

        var found = _index.Find(
            "/query.cs",
            "precious local",
            9,
            SimilarCodeQuery.Default,
            new OwnWindows("/query.cs", "query.cs", text, shown),
            Read,
            CancellationToken.None
        );

        Assert.Equal("Other.cs", found[0].Path);
        Assert.True(found.Length > 2, "above and below");
        Assert.All(found[1..], w => Assert.Equal("query.cs", w.Path));
        Assert.All(found[1..], w => Assert.Contains("precious local", w.Text, StringComparison.Ordinal));
        Assert.DoesNotContain(
            found,
            w => w.Text.Contains("line4", StringComparison.Ordinal) && w.Text.Contains("line50", StringComparison.Ordinal)
        );
        Assert.True(found[^1].Score > found[0].Score, "the document knows one name more");
    }

    [Fact]
    public void Where_the_user_edited_lately_counts_more()
    {
        var edited = Add("Edited.cs", "shared precious");
        Add("Other.cs", "shared precious rare");
        var query = SimilarCodeQuery.Default with { EditedFactor = 3 };

        Assert.Equal("Other.cs", Find(query)[^1].Path);
        Assert.Equal("Edited.cs", Find(query with { Edits = [new RecentEdit(edited, 0)] })[^1].Path);
        Assert.Equal("Other.cs", Find(query with { Edits = [new RecentEdit(edited, 40)] })[^1].Path);

        ImmutableArray<CodeWindow> Find(SimilarCodeQuery q) =>
            _index.Find("/query.cs", "shared precious rare", 2, q, own: null, Read, CancellationToken.None);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(400)]
    public void A_line_typed_into_the_shown_part_moves_no_window_of_the_document(int lineCount)
    {
        var lines = Enumerable.Range(0, lineCount).Select(i => $"precious line{i}").ToList();
        var before = Windows();
        lines.Insert(lineCount / 2, "typed");
        Assert.Equal(before, Windows());

        string[] Windows()
        {
            var text = SourceText.From(string.Join('\n', lines));
            var from = Math.Max(0, (lineCount / 2) - 5);
            var shown = TextSpan.FromBounds(text.Lines[from].Start, text.Lines[Math.Min(lines.Count - 1, (lineCount / 2) + 5)].End);
            return
            [
                .. _index
                    .Find(
                        "/query.cs",
                        "precious",
                        99,
                        SimilarCodeQuery.Default,
                        new OwnWindows("/query.cs", "query.cs", text, shown),
                        Read,
                        CancellationToken.None
                    )
                    .Select(w => w.Text),
            ];
        }
    }

    [Theory]
    [InlineData(false, "a\nb\n\nd\n")]
    [InlineData(true, "a\nb\nc\nd\n")]
    public void The_line_being_typed_is_only_looked_for_when_asked(bool includeCurrentLine, string lines)
    {
        var text = SourceText.From("a\nb\nc typed\nd\n");
        var query = new SimilarCodeQuery(12, 4, includeCurrentLine);

        Assert.Equal(lines, query.Lines(text, 5));
    }

    private string Add(string name, string text, string? pathInProject = null)
    {
        var path = _folder.Write(name, text);
        _index.Update(path, name, pathInProject ?? name, text);
        return path;
    }

    private static string? Read(string path) => SourceFile.TryReadString(path);
}
