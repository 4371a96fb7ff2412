using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.LanguageServer.Documents;

namespace SmolCode.LanguageServer.Tests;

public sealed class RecentEditsTests
{
    private const string A = "/a.cs";
    private const string B = "/b.cs";

    [Fact]
    public void The_newest_place_comes_first_and_places_near_by_are_one()
    {
        var edits = Edit(Edit(Edit(RecentEdits.None, A, 5), B, 50), A, 8);

        Assert.Equal([new RecentEdit(A, 8), new RecentEdit(B, 50)], edits.Places);
    }

    [Fact]
    public void Places_below_move_with_their_lines()
    {
        var edits = Edit(Edit(Edit(RecentEdits.None, A, 60), B, 60), A, 10, "one\ntwo\n");

        Assert.Equal([new RecentEdit(A, 10), new RecentEdit(B, 60), new RecentEdit(A, 62)], edits.Places);
    }

    [Fact]
    public void Only_so_many_are_kept()
    {
        var edits = RecentEdits.None;
        for (var i = 0; i < 2 * RecentEdits.Most; i++)
        {
            edits = Edit(edits, $"/{i}.cs", 1);
        }

        Assert.Equal(RecentEdits.Most, edits.Places.Length);
        Assert.Equal($"/{(2 * RecentEdits.Most) - 1}.cs", edits.Places[0].Path);
    }

    [Fact]
    public void What_changes_nothing_is_no_edit()
    {
        var text = Lines();

        Assert.Same(RecentEdits.None, RecentEdits.None.With(A, text, text, [new TextChangeRange(new TextSpan(3, 0), 0)]));
    }

    [Fact]
    public void A_document_that_is_emptied_is_edited_at_its_beginning()
    {
        var text = Lines();

        var edits = Edit(RecentEdits.None, A, 60)
            .With(A, text, SourceText.From(""), [new TextChangeRange(new TextSpan(0, text.Length), 0)]);

        Assert.Equal([new RecentEdit(A, 0)], edits.Places);
    }

    private static SourceText Lines() => SourceText.From(string.Concat(Enumerable.Repeat("line\n", 100)));

    private static RecentEdits Edit(RecentEdits edits, string path, int line, string typed = "x")
    {
        var before = Lines();
        var change = new TextChange(new TextSpan(before.Lines[line].Start, 0), typed);
        return edits.With(path, before, before.WithChanges(change), [new TextChangeRange(change.Span, typed.Length)]);
    }
}
