using CsCheck;
using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.Time.Testing;
using SmolCode.LanguageServer.Documents;
using SmolCode.LanguageServer.Statistics;
using SmolCode.TestSupport;

namespace SmolCode.LanguageServer.Tests;

/// <summary>From an editor's notifications and edits to rows of the log.</summary>
public sealed class SuggestionFollowerTests
{
    private const string Uri = "file:///code/Program.cs";
    private const string Suggested = "WriteLine();";

    private readonly FakeTimeProvider time = new(LoggedRows.Now);
    private readonly SuggestionFollower follower;
    private readonly Dictionary<long, LoggedSuggestion> rows = [];
    private OpenDocument document;
    private int cursor;
    private bool on = true;

    public SuggestionFollowerTests()
    {
        follower = new SuggestionFollower(time, () => on);
        var source = MarkedSource.Parse("first;\nConsole.$$\nlast;\n");
        document = new OpenDocument(Uri, "/code/Program.cs", "csharp", 1, SourceText.From(source.Text));
        cursor = source.Position;
    }

    private LoggedSuggestion Row
    {
        get
        {
            Take();
            return Assert.Single(rows.Values);
        }
    }

    [Fact]
    public void What_is_only_offered_is_no_row()
    {
        Offer();
        Take();

        Assert.Empty(rows);
    }

    [Fact]
    public void A_row_has_figures_of_the_suggestion()
    {
        Offer();
        time.Advance(TimeSpan.FromSeconds(1));
        follower.Shown("1");

        Assert.Equal(
            new LoggedSuggestion
            {
                Id = Row.Id,
                Time = LoggedRows.Now.AddSeconds(1),
                Kind = "member-access",
                Source = "model",
                Probability = 0.7,
                Length = 12,
                AnswerMs = 90,
            },
            Row
        );
    }

    [Fact]
    public void A_row_is_new_once_and_changed_when_it_changes()
    {
        Offer();
        follower.Shown("1");

        Assert.Equal((1, 0), Counts());
        Assert.Equal((0, 0), Counts());
        follower.Rejected("1");
        Assert.Equal((0, 1), Counts());

        (int, int) Counts() => follower.Take() is var (added, changed) ? (added.Count, changed.Count) : default;
    }

    [Fact]
    public void All_of_it_taken_stands_after_thirty_seconds_and_five_minutes()
    {
        Offer();
        follower.Shown("1");
        Type(Suggested);
        follower.Accepted("1", null);
        Assert.Equal((SuggestionOutcome.Accepted, 12, null), (Row.Outcome, Row.AcceptedLength, Row.KeptAfter30Seconds));

        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal((1.0, null), (Row.KeptAfter30Seconds, Row.KeptAfter5Minutes));
        Replace("WriteLine();", "");
        time.Advance(TimeSpan.FromMinutes(4.5));
        Assert.Equal((1.0, 0.0), (Row.KeptAfter30Seconds, Row.KeptAfter5Minutes));
    }

    [Fact]
    public void What_stands_is_what_stood_at_the_time_not_when_it_was_looked_at()
    {
        Offer();
        Type(Suggested);
        follower.Accepted("1", null);
        time.Advance(TimeSpan.FromSeconds(31));
        Replace("WriteLine();", "");

        Assert.Equal(1.0, Row.KeptAfter30Seconds);
    }

    [Fact]
    public void It_is_followed_when_lines_come_before_it_and_half_of_it_goes()
    {
        Offer();
        Type(Suggested);
        follower.Accepted("1", null);
        Replace("first;", "before;\nfirst;");
        Replace("Line()", "");
        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(0.5, Row.KeptAfter30Seconds);
    }

    [Fact]
    public void Text_that_is_sent_anew_as_it_was_still_stands()
    {
        Offer();
        Type(Suggested);
        follower.Accepted("1", null);
        var whole = document.Text.ToString();
        Replace(whole, "// header\n" + whole);
        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(1.0, Row.KeptAfter30Seconds);
    }

    [Fact]
    public void An_editor_may_tell_of_the_acceptance_before_the_edit()
    {
        Offer();
        follower.Shown("1");
        follower.Accepted("1", 5);
        Type("Write");
        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal((SuggestionOutcome.PartlyAccepted, 5, 1.0), (Row.Outcome, Row.AcceptedLength, Row.KeptAfter30Seconds));
    }

    [Fact]
    public void What_was_taken_and_never_seen_is_not_known_to_stand()
    {
        Offer();
        follower.Accepted("1", null);
        time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal((SuggestionOutcome.Accepted, null, null), (Row.Outcome, Row.KeptAfter30Seconds, Row.KeptAfter5Minutes));
    }

    [Fact]
    public void After_the_document_is_closed_nothing_is_known()
    {
        Offer();
        Type(Suggested);
        follower.Accepted("1", null);
        time.Advance(TimeSpan.FromSeconds(40));
        follower.Closed(Uri);
        time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal((1.0, null), (Row.KeptAfter30Seconds, Row.KeptAfter5Minutes));
    }

    [Fact]
    public void Typed_into_and_then_taken_it_was_taken_to_its_end()
    {
        Offer();
        follower.Shown("1");
        Type("Wri");
        follower.Continued("2", "1");
        Type("teLine();");
        follower.Accepted("1", 9);

        Assert.Equal((SuggestionOutcome.Accepted, 9), (Row.Outcome, Row.AcceptedLength));
    }

    [Fact]
    public void The_rest_under_an_id_of_its_own_is_the_same_suggestion()
    {
        Offer();
        follower.Shown("1");
        follower.Accepted("1", 5);
        Type("Write");
        follower.Continued("2", "1");
        follower.Shown("2");
        follower.Accepted("2", 7);
        Type("Line();");
        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal((SuggestionOutcome.Accepted, 12, 1.0), (Row.Outcome, Row.AcceptedLength, Row.KeptAfter30Seconds));
    }

    [Theory]
    [InlineData("", SuggestionOutcome.Rejected)]
    [InlineData("Wri", SuggestionOutcome.Rejected)]
    [InlineData("R", SuggestionOutcome.TypedOver)]
    [InlineData("Wrap", SuggestionOutcome.TypedOver)]
    [InlineData("WriteLine();", SuggestionOutcome.TypedByHand)]
    public void What_was_typed_tells_how_it_was_refused(string typed, SuggestionOutcome outcome)
    {
        Offer();
        follower.Shown("1");
        foreach (var key in typed)
        {
            Type(key.ToString());
        }

        follower.Rejected("1");

        Assert.Equal(outcome, Row.Outcome);
    }

    [Fact]
    public void A_key_that_rejects_may_be_told_of_after_the_rejection()
    {
        Offer();
        follower.Shown("1");
        follower.Rejected("1");
        Type("R");

        Assert.Equal(SuggestionOutcome.TypedOver, Row.Outcome);
    }

    [Fact]
    public void A_key_long_after_the_rejection_is_another_matter()
    {
        Offer();
        follower.Shown("1");
        follower.Rejected("1");
        time.Advance(TimeSpan.FromSeconds(3));
        Type("R");

        Assert.Equal(SuggestionOutcome.Rejected, Row.Outcome);
    }

    [Fact]
    public void An_edit_elsewhere_says_nothing_of_it()
    {
        Offer();
        follower.Shown("1");
        Replace("last;", "changed;");
        Replace("first;", "changed;");
        follower.Rejected("1");

        Assert.Equal(SuggestionOutcome.Rejected, Row.Outcome);
    }

    [Fact]
    public void Typing_while_the_answer_is_put_together_moves_it()
    {
        var asked = document;
        Replace("first;", "before;\nfirst;");
        follower.Offered("1", asked, Suggestion(cursor));
        cursor += "before;\n".Length;
        Type(Suggested);
        follower.Accepted("1", null);
        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(1.0, Row.KeptAfter30Seconds);
    }

    [Fact]
    public void Five_minutes_of_other_suggestions_do_not_push_it_out()
    {
        Offer();
        Type(Suggested);
        follower.Accepted("1", null);
        for (var i = 0; i < 2000; i++)
        {
            follower.Offered($"other {i}", document, Suggestion(cursor));
        }

        time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(1.0, Row.KeptAfter5Minutes);
    }

    [Fact]
    public void Switched_off_it_forgets()
    {
        Offer();
        follower.Shown("1");
        on = false;
        follower.Accepted("1", null);
        Take();
        Assert.Empty(rows);

        on = true;
        follower.Accepted("1", null);
        Take();
        Assert.Empty(rows);
    }

    [Fact]
    public void Whatever_happens_in_whatever_order_rows_are_sound() =>
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 3], Gen.Int[0, 60], Gen.Int[0, 60], Gen.String[Gen.Char["Wri(;\n"], 0, 8])
            .Array[1, 40]
            .Sample(
                steps =>
                {
                    var clock = new FakeTimeProvider(LoggedRows.Now);
                    var any = new SuggestionFollower(clock, () => true);
                    var open = new OpenDocument(Uri, "/code/Program.cs", "csharp", 1, SourceText.From("first;\nConsole.\nlast;\n"));
                    List<LoggedSuggestion> seen = [];
                    foreach (var (what, number, a, b, text) in steps)
                    {
                        var id = $"{number}";
                        switch (what)
                        {
                            case 0:
                                var offer = Suggestion(Math.Min(a, open.Text.Length)) with { Text = "W" + text, Standing = Math.Min(b, 1) };
                                any.Offered(id, open, offer);
                                break;
                            case 1:
                                any.Shown(id);
                                break;
                            case 2:
                                any.Accepted(id, b > 30 ? null : b - 5);
                                break;
                            case 3:
                                any.Rejected(id);
                                break;
                            case 4:
                                any.Continued(id, $"{b % 4}");
                                break;
                            case 5 when a > 50:
                                any.Closed(Uri);
                                break;
                            case 6:
                                clock.Advance(TimeSpan.FromSeconds(a * 5));
                                break;
                            case 7:
                                var (added, changed) = any.Take();
                                seen.AddRange(added.Concat(changed));
                                break;
                            default:
                                var start = Math.Min(Math.Min(a, b), open.Text.Length);
                                var span = TextSpan.FromBounds(start, Math.Min(Math.Max(a, b), open.Text.Length));
                                var after = open.Text.WithChanges(new TextChange(span, text));
                                any.Edited(Uri, [TextDifference.Of(open.Text, span, text)], after);
                                open = open.With(open.Version + 1, after);
                                break;
                        }
                    }

                    return seen.All(r =>
                        r.AcceptedLength >= (r.WasAccepted ? 1 : 0)
                        && r.AcceptedLength <= (r.WasAccepted ? r.Length : 0)
                        && r.KeptAfter30Seconds is null or >= 0 and <= 1
                        && r.KeptAfter5Minutes is null or >= 0 and <= 1
                    );
                },
                iter: 3000
            );

    private static OfferedSuggestion Suggestion(int start) =>
        new()
        {
            Start = start,
            Text = Suggested,
            Kind = "member-access",
            Source = "model",
            Probability = 0.7,
            AnswerMs = 90,
        };

    private void Offer() => follower.Offered("1", document, Suggestion(cursor));

    private void Type(string text)
    {
        Edit(new TextSpan(cursor, 0), text);
        cursor += text.Length;
    }

    private void Replace(string text, string by)
    {
        var at = document.Text.ToString().IndexOf(text, StringComparison.Ordinal);
        Edit(new TextSpan(at, text.Length), by);
    }

    private void Edit(TextSpan span, string text)
    {
        var after = document.Text.WithChanges(new TextChange(span, text));
        follower.Edited(Uri, [TextDifference.Of(document.Text, span, text)], after);
        document = document.With(document.Version + 1, after);
    }

    private void Take()
    {
        var (added, changed) = follower.Take();
        foreach (var row in added.Concat(changed))
        {
            rows[row.Id] = row;
        }
    }
}
