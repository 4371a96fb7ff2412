using SmolCode.VisualStudio.Documents;
using SmolCode.VisualStudio.Protocol;
using SmolCode.VisualStudio.Suggestions;

namespace SmolCode.VisualStudio.Core.Tests;

/// <summary>The cases of the VS Code client's class of this name, and those that only Visual Studio tells of.</summary>
public sealed class SuggestionTrackerTests : ISuggestionReport
{
    private const string File = "file:///a.cs";
    private readonly List<string> told = [];
    private readonly SuggestionTracker tracker;

    public SuggestionTrackerTests() => tracker = new SuggestionTracker(this);

    [Fact]
    public void Shown_and_taken_as_a_whole()
    {
        Display(10, ("1", "Count;"));
        Insert(10, "Count;");
        tracker.Accepted("1");

        Assert.Equal(["show 1", "accept 1 6"], told);
        Assert.Empty(tracker.ShownIds);
    }

    [Fact]
    public void The_acceptance_may_be_told_before_the_text()
    {
        Display(10, ("1", "Count;"));
        tracker.Accepted("1");
        Insert(10, "Count;");

        Assert.Equal(["show 1", "accept 1 6"], told);
    }

    [Fact]
    public void Typed_into_it_goes_on_under_its_first_id()
    {
        Display(10, ("1", "Count;"));
        Insert(10, "C");
        Display(11, ("2", "ount;"));
        Insert(11, "ount;");
        tracker.Accepted("2");

        Assert.Equal(["show 1", "accept 1 5"], told);
    }

    [Fact]
    public void Typed_to_its_end_it_is_shown_and_nothing_else()
    {
        Display(10, ("1", "ab"));
        Insert(10, "a");
        Insert(11, "b");

        Assert.Equal(["show 1"], told);
    }

    [Fact]
    public void The_first_character_in_virtual_space_comes_with_its_indentation_and_is_typed()
    {
        Display(10, ("1", "        var x;"));
        Insert(10, "        v");
        tracker.Gone();

        Assert.Equal(["show 1", "reject 1"], told);
    }

    [Theory]
    [InlineData("        ")]
    [InlineData("\t")]
    public void Indentation_is_not_taken_from_a_suggestion(string indentation)
    {
        Display(10, ("1", indentation + "var x;"));
        Insert(10, indentation);
        Insert(10 + indentation.Length, "var");
        tracker.Gone();

        Assert.Equal(["show 1", "accept 1 3"], told);
    }

    [Fact]
    public void A_word_with_the_space_before_it_is_taken()
    {
        Display(10, ("1", " a + b"));
        Insert(10, " a");
        tracker.Gone();

        Assert.Equal(["show 1", "accept 1 2"], told);
    }

    [Fact]
    public void A_word_taken_is_an_acceptance_of_that_length_once_it_is_gone()
    {
        Display(10, ("1", "names.Count;"));
        Insert(10, "names.");
        Insert(16, "Count");
        Assert.Equal(["show 1"], told);
        tracker.Gone();

        Assert.Equal(["show 1", "accept 1 11"], told);
    }

    [Fact]
    public void What_is_left_of_it_is_shown_again_and_that_is_the_same_suggestion()
    {
        Display(10, ("1", "names.Count;"), ("2", "names.Add();"));
        Insert(10, "names.");
        // Visual Studio shows the rest of the proposal that it has.
        Display(10, ("1", "names.Count;"), ("2", "names.Add();"));
        Insert(16, "Count;");
        tracker.Accepted("1");

        Assert.Equal(["show 1", "accept 1 12"], told);
    }

    [Fact]
    public void Something_else_typed_is_a_rejection()
    {
        Display(10, ("1", "Count;"));
        Insert(10, "x");
        tracker.Gone();

        Assert.Equal(["show 1", "reject 1"], told);
    }

    [Fact]
    public void Escape_or_a_cursor_elsewhere_is_a_rejection()
    {
        Display(10, ("1", "Count;"));
        tracker.Moved(File, 10);
        Assert.Equal(["show 1"], told);
        tracker.Moved(File, 9);
        Display(10, ("2", "Add("));
        tracker.Gone();

        Assert.Equal(["show 1", "reject 1", "show 2", "reject 2"], told);
    }

    [Fact]
    public void Next_and_previous_are_the_same_suggestion()
    {
        Display(10, ("1", "Count;"), ("2", "Add("));
        DisplayAs("2", 10, ("1", "Count;"), ("2", "Add("));
        DisplayAs("1", 10, ("1", "Count;"), ("2", "Add("));
        DisplayAs("2", 10, ("1", "Count;"), ("2", "Add("));
        Insert(10, "Add(");
        tracker.Accepted("2");

        Assert.Equal(["show 1", "accept 1 4"], told);
    }

    [Fact]
    public void Another_suggestion_for_the_place_rejects_the_one_before()
    {
        Display(10, ("1", "Count;"));
        Display(10, ("2", "Add("));

        Assert.Equal(["show 1", "reject 1", "show 2"], told);
    }

    [Fact]
    public void A_closer_that_the_editor_adds_is_not_taken()
    {
        Display(10, ("1", "(name);"));
        Insert(10, "()");
        Assert.Equal(["1"], tracker.ShownIds);
        tracker.Gone();

        Assert.Equal(["show 1", "reject 1"], told);
    }

    [Fact]
    public void An_acceptance_may_write_again_what_stands_there()
    {
        var offer = new SuggestionOffer(File, 1, 12, "Na", 10, [new OfferedSuggestion("1", "Name;", 10, 12)]);
        tracker.Displayed(offer, "1");
        tracker.Changed(File, [Change(10, 2, "Name;")]);
        tracker.Accepted("1");

        Assert.Equal(["show 1", "accept 1 3"], told);
    }

    [Fact]
    public void What_does_not_fit_what_stands_there_is_not_shown()
    {
        tracker.Displayed(new SuggestionOffer(File, 1, 12, "Xy", 10, [new OfferedSuggestion("1", "Name;", 10, 12)]), "1");

        Assert.Empty(told);
    }

    [Fact]
    public void An_edit_in_another_place_or_several_at_once_end_it_and_other_files_do_not_matter()
    {
        Display(10, ("1", "Count;"));
        tracker.Changed("file:///b.cs", [Change(0, 0, "x")]);
        Assert.Equal(["show 1"], told);
        tracker.Changed(File, [Change(20, 0, "x")]);
        Display(10, ("2", "Count;"));
        tracker.Changed(File, [Change(10, 0, "C"), Change(30, 0, "C")]);

        Assert.Equal(["show 1", "reject 1", "show 2", "reject 2"], told);
    }

    [Fact]
    public void Old_suggestions_are_forgotten()
    {
        for (var i = 0; i < 100; i++)
        {
            Display(i, ($"{i}", "text"));
        }

        told.Clear();
        tracker.Accepted("3");
        Assert.Empty(told);
        tracker.Accepted("99");
        Assert.Equal(["accept 99 4"], told);
    }

    void ISuggestionReport.DidShow(string id) => told.Add($"show {id}");

    void ISuggestionReport.DidAccept(string id, int acceptedLength) => told.Add($"accept {id} {acceptedLength}");

    void ISuggestionReport.DidReject(string id) => told.Add($"reject {id}");

    private static TextChange Change(int offset, int length, string text)
    {
        var at = new LinePosition(0, offset);
        return new TextChange(offset, length, text, new LineRange(at, new LinePosition(0, offset + length)));
    }

    private void Display(int cursor, params (string Id, string Text)[] suggestions) => DisplayAs(suggestions[0].Id, cursor, suggestions);

    private void DisplayAs(string id, int cursor, params (string Id, string Text)[] suggestions) =>
        tracker.Displayed(
            new SuggestionOffer(
                File,
                1,
                cursor,
                "",
                cursor,
                [.. suggestions.Select(s => new OfferedSuggestion(s.Id, s.Text, cursor, cursor))]
            ),
            id
        );

    private void Insert(int offset, string text) => tracker.Changed(File, [Change(offset, 0, text)]);
}
