using SmolCode.VisualStudio.Suggestions;

namespace SmolCode.VisualStudio.Core.Tests;

public sealed class ProposedTextTests
{
    [Fact]
    public void What_stands_there_already_is_not_proposed_again()
    {
        Assert.Equal(new ProposedText(12, 0, "unt;"), Of("Count;", 10, 12));
        Assert.Equal(new ProposedText(12, 0, "Count;"), Of("Count;", 12, 12));
    }

    [Fact]
    public void What_is_written_otherwise_is_replaced() => Assert.Equal(new ProposedText(10, 2, "cOunt;"), Of("cOunt;", 10, 12));

    [Fact]
    public void What_follows_the_cursor_may_be_replaced() => Assert.Equal(new ProposedText(12, 1, "unt;"), Of("Count;", 10, 13));

    [Fact]
    public void Nothing_new_is_nothing_to_show() => Assert.Null(Of("Co", 10, 12));

    [Fact]
    public void The_editor_fills_virtual_space_itself()
    {
        Assert.Equal(new ProposedText(12, 0, "return;"), Of("        return;", 12, 12, virtualSpaces: 8));
        Assert.Equal(new ProposedText(12, 0, "    return;"), Of("        return;", 12, 12, virtualSpaces: 4));
        Assert.Equal(new ProposedText(12, 0, "return;"), Of("return;", 12, 12, virtualSpaces: 4));
    }

    [Fact]
    public void The_editor_fills_virtual_space_with_tabs_where_the_code_has_them()
    {
        Assert.Equal(new ProposedText(12, 0, "return;"), Of("\t\treturn;", 12, 12, virtualSpaces: 8));
        Assert.Equal(new ProposedText(12, 0, "\t\treturn;"), Of("\t\treturn;", 12, 12));
    }

    [Fact]
    public void What_belongs_left_of_a_cursor_in_virtual_space_is_not_proposed_at_it()
    {
        Assert.Null(Of("    }", 12, 12, virtualSpaces: 8));
        Assert.Equal(new ProposedText(12, 0, "    }"), Of("    }", 12, 12));
    }

    [Fact]
    public void Beside_a_completion_list_only_what_comes_behind_the_selected_item_is_proposed()
    {
        var selected = new SelectedCompletion(10, 12, "Count");
        Assert.Equal(new ProposedText(12, 0, ";"), Of("Count;", 10, 12, selected));
        Assert.Null(Of("Count", 10, 12, selected));
        Assert.Null(Of("Cook();", 10, 12, selected));
        Assert.Null(Of("Count;", 11, 12, selected));
        Assert.Null(Of("Count;", 10, 13, selected));
    }

    /// <summary>The text up to the cursor at 12 ends with "Co".</summary>
    private static ProposedText? Of(string text, int start, int end, SelectedCompletion? selected = null, int virtualSpaces = 0)
    {
        var suggestion = new OfferedSuggestion("1", text, start, end);
        return ProposedText.Of(new SuggestionOffer("file:///a.cs", 1, 12, "Co", 10, [suggestion]), suggestion, selected, virtualSpaces);
    }
}
