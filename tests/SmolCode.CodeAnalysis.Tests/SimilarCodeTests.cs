using Microsoft.CodeAnalysis.Text;
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

        var found = _index.Find("/query.cs", "use shared precious here", 3, CancellationToken.None);

        Assert.Equal("Rare.cs", found[^1].Path);
        Assert.Equal(3, found.Length);
        Assert.Equal(1 / Math.Sqrt(2) + 1 / Math.Sqrt(4), found[^1].Score, 6);
    }

    [Fact]
    public void Keywords_do_not_count()
    {
        Add("A.cs", "public static readonly return summary");

        Assert.Empty(_index.Find("/query.cs", "public static readonly return summary", 3, CancellationToken.None));
    }

    [Fact]
    public void The_own_file_is_never_found_nor_counted()
    {
        var own = Add("A.cs", "precious");
        Add("B.cs", "precious");

        var found = _index.Find(own, "precious", 3, CancellationToken.None);

        Assert.Equal("B.cs", Assert.Single(found).Path);
        Assert.Equal(1 / Math.Sqrt(2), found[0].Score, 6);
        Assert.True(_index.IsKnown("precious", own));
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

        Assert.Empty(_index.Find(own, "precious", 3, CancellationToken.None));
    }

    [Fact]
    public void Identifiers_in_more_than_200_windows_are_left_out()
    {
        for (var i = 0; i < 201; i++)
        {
            Add($"F{i}.cs", $"everywhere only{i}");
        }

        Assert.Empty(_index.Find("/query.cs", "everywhere", 3, CancellationToken.None));
        Assert.Single(_index.Find("/query.cs", "everywhere only7", 3, CancellationToken.None));
    }

    [Fact]
    public void Overlapping_windows_of_a_file_are_found_once()
    {
        Add("A.cs", string.Join('\n', Enumerable.Range(0, 60).Select(i => i is >= 14 and < 20 ? "precious" : $"line{i}")));

        var found = Assert.Single(_index.Find("/query.cs", "precious", 3, CancellationToken.None));

        Assert.Equal(20, found.Text.Split('\n').Length);
        Assert.Contains("precious", found.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Blank_lines_around_a_window_are_cut_and_newlines_are_plain()
    {
        Add("A.cs", "\r\n   \r\n  precious\r\n  second\r\n\r\n");

        var found = Assert.Single(_index.Find("/query.cs", "precious", 1, CancellationToken.None));

        Assert.Equal("  precious\n  second", found.Text);
        Assert.Equal(2, found.StartLine);
    }

    [Fact]
    public void A_changed_file_is_found_by_its_new_text_only()
    {
        var path = Add("A.cs", "before");
        Add("A.cs", "after");

        Assert.Empty(_index.Find("/query.cs", "before", 1, CancellationToken.None));
        Assert.Single(_index.Find("/query.cs", "after", 1, CancellationToken.None));
        _index.Remove(path);
        Assert.Empty(_index.Find("/query.cs", "after", 1, CancellationToken.None));
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
        Assert.Equal("F7.cs", Assert.Single(_index.Find("/query.cs", "file7", 3, CancellationToken.None)).Path);
        Assert.Empty(_index.Find("/query.cs", "round3", 3, CancellationToken.None));
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
}
