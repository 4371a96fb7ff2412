using Microsoft.CodeAnalysis.Text;

namespace SmolCode.LanguageServer.Statistics;

/// <summary>
/// A suggestion from when it is sent to when nothing more is to be known of it. Its place is followed through the document's edits, so that
/// what was taken can be looked for later. Not safe for several threads.
/// </summary>
internal sealed class FollowedSuggestion(string uri, SourceText text, OfferedSuggestion offer)
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SecondLook = TimeSpan.FromMinutes(5);

    /// <summary>How long something that is shown is waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Editors tell of a rejection before they tell of the key that made it. What is typed within this time after it belongs to it.
    /// </summary>
    private static readonly TimeSpan RejectingKey = TimeSpan.FromSeconds(2);

    private readonly int _length = Math.Max(1, offer.Text.Length - offer.Standing);
    private int? _start = offer.Start;
    private SourceText _text = text;
    private bool _typedOver;
    private DateTimeOffset? _acceptedAt;
    private DateTimeOffset? _rejectedAt;
    private bool _firstLookDone;
    private bool _secondLookDone;
    private StandingText? _standing;
    private LoggedSuggestion? _row;

    /// <summary>URI of its document.</summary>
    public string Uri => uri;

    /// <summary>What is to be logged; null: it was not shown.</summary>
    public LoggedSuggestion? Row => _row;

    /// <summary>It was shown.</summary>
    public void Shown(DateTimeOffset now) =>
        _row ??= new LoggedSuggestion
        {
            Id = Random.Shared.NextInt64(),
            Time = now,
            Kind = offer.Kind,
            Source = offer.Source,
            ByHand = offer.ByHand,
            Probability = offer.Probability,
            Length = _length,
            AnswerMs = offer.AnswerMs,
        };

    /// <summary>It was taken, or the next <paramref name="length"/> UTF-16 units of it. What is taken was shown.</summary>
    public void Accepted(int? length, DateTimeOffset now)
    {
        Shown(now);
        if (_row is not { Outcome: not SuggestionOutcome.Accepted } row)
        {
            return;
        }

        var taken = Math.Clamp(row.AcceptedLength + (length is { } some ? Math.Max(some, 1) : _length), 1, _length);
        _row = row with
        {
            AcceptedLength = taken,
            Outcome =
                length is null || taken == _length || Agrees() == offer.Text.Length
                    ? SuggestionOutcome.Accepted
                    : SuggestionOutcome.PartlyAccepted,
        };
        _acceptedAt ??= now;
        _standing = null;
        Find();
    }

    /// <summary>It was dismissed, left, or typed over.</summary>
    public void Rejected(DateTimeOffset now)
    {
        Shown(now);
        if (_row is { Outcome: SuggestionOutcome.Open } row)
        {
            _rejectedAt = now;
            _row = row with { Outcome = _typedOver ? SuggestionOutcome.TypedOver : SuggestionOutcome.Rejected };
        }
    }

    /// <summary>The document was edited.</summary>
    /// <param name="edits">Each in the text that the ones before it left.</param>
    /// <param name="after">The text after all of them.</param>
    /// <param name="now">The time.</param>
    public void Edited(IReadOnlyList<TextChangeRange> edits, SourceText after, DateTimeOffset now)
    {
        Look(now);
        var typed = Agrees();
        _text = after;
        var isHere = false;
        foreach (var edit in edits)
        {
            _standing?.Apply(edit);
            isHere |= Move(edit, typed);
        }

        if (_standing is not null || (_acceptedAt is not null && Find()) || !isHere || _row is not { WasAccepted: false } row)
        {
            return;
        }

        var agrees = Agrees();
        if (agrees == offer.Text.Length)
        {
            // Unless the editor says now that it was taken.
            _row = row with
            {
                Outcome = SuggestionOutcome.TypedByHand,
            };
        }
        else if (_start is not { } start || edits.Any(e => e.Span.Start + e.NewLength > start + agrees))
        {
            _typedOver = true;
            if (row.Outcome == SuggestionOutcome.Rejected && now - _rejectedAt <= RejectingKey)
            {
                _row = row with { Outcome = SuggestionOutcome.TypedOver };
            }
        }
    }

    /// <summary>The document was closed: what becomes of it from now on is not known.</summary>
    public void Closed(DateTimeOffset now)
    {
        Look(now);
        _start = null;
        _standing = null;
    }

    /// <summary>Looks whether what was taken still stands, when it is time to.</summary>
    public void Look(DateTimeOffset now)
    {
        if (_row is { } row && now - _acceptedAt >= FirstLook && !_firstLookDone)
        {
            _firstLookDone = true;
            _row = row with { KeptAfter30Seconds = _standing?.Share };
        }

        if (_row is { } looked && now - _acceptedAt >= SecondLook && !_secondLookDone)
        {
            _secondLookDone = true;
            _row = looked with { KeptAfter5Minutes = _standing?.Share };
        }
    }

    /// <summary>Nothing more is to be known of it.</summary>
    public bool IsOver(DateTimeOffset now) =>
        _row is { } row
        && (
            _acceptedAt is not null ? _secondLookDone
            : _rejectedAt is not null ? now - _rejectedAt > RejectingKey
            : now - row.Time > Patience
        );

    /// <summary>How many UTF-16 units of the suggestion stand in its place.</summary>
    private int Agrees()
    {
        if (_start is not { } start)
        {
            return 0;
        }

        var most = Math.Min(offer.Text.Length, _text.Length - start);
        var agrees = 0;
        while (agrees < most && _text[start + agrees] == offer.Text[agrees])
        {
            agrees++;
        }

        return agrees;
    }

    /// <summary>
    /// Finds what was taken: the last that agrees. Editors may tell of an acceptance before they tell of the edit that it is, so it may not
    /// be there yet.
    /// </summary>
    private bool Find()
    {
        if (
            _firstLookDone
            || _start is not { } start
            || _row is not { AcceptedLength: > 0 and var taken }
            || Agrees() is var agrees && agrees < taken
        )
        {
            return false;
        }

        _standing = new StandingText(TextSpan.FromBounds(start + agrees - taken, start + agrees));
        return true;
    }

    /// <summary>Moves the place with an edit. True when the edit is in what of the suggestion was typed, or at its end.</summary>
    private bool Move(TextChangeRange edit, int typed)
    {
        if (_start is not { } start || edit.Span.Start > start + typed)
        {
            return false;
        }

        if (edit.Span.Start >= start)
        {
            return true;
        }

        _start = edit.Span.End <= start ? start + edit.NewLength - edit.Span.Length : null;
        return _start is null;
    }
}
