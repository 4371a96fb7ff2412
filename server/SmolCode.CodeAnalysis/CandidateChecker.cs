using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Checks;
using SmolCode.CodeAnalysis.Holes;
using SmolCode.CodeAnalysis.Loading;
using SmolCode.CodeAnalysis.Repairs;
using SmolCode.CodeAnalysis.Usings;

namespace SmolCode.CodeAnalysis;

/// <summary>
/// Checks candidates at one hole, the cheapest refutation first: what is left after the suffix's overlap is trimmed, brackets, syntax, names,
/// compiler errors in the enclosing member. All candidates share what was there before. Never throws for any text.
/// </summary>
/// <remarks>
/// What counts as a new error is in docs: syntax errors by number over the file (<see cref="SyntaxErrors"/>), compiler errors by number
/// and message over the enclosing member, those of an unfinished member left out (<see cref="SemanticErrors"/>), and names known elsewhere
/// accepted where references are missing (<see cref="MissingReferences"/>).
/// </remarks>
public sealed class CandidateChecker
{
    /// <summary>Directives that are added for one candidate.</summary>
    private const int MaxUsings = 2;

    private readonly DocumentSnapshot _snapshot;
    private readonly Hole _hole;
    private readonly string _newline;
    private readonly Task<Baseline> _baseline;
    private readonly FileErrors _fileErrors;

    private CandidateChecker(DocumentSnapshot snapshot, Hole hole, CancellationToken cancellationToken)
    {
        _snapshot = snapshot;
        _hole = hole;
        _newline = LineEnd.NewlineOf(snapshot.Text);
        _fileErrors = new FileErrors(snapshot.Analysed);
        _baseline = Task.Run(() => Baseline.CreateAsync(snapshot, hole, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Prepares the check of any number of candidates at one hole. Returns at once; the member as it is now is compiled in the background,
    /// while the model decodes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The hole is not within the snapshot's text.</exception>
    public static CandidateChecker Begin(DocumentSnapshot snapshot, Hole hole, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(hole);
        ArgumentOutOfRangeException.ThrowIfNegative(hole.Position, nameof(hole));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hole.Position, snapshot.Text.Length, nameof(hole));
        return new CandidateChecker(snapshot, hole, cancellationToken);
    }

    /// <summary>Checks one candidate: raw text from the cursor on, with '\n' newlines.</summary>
    public async Task<CheckedCandidate> CheckAsync(string text, CancellationToken cancellationToken) =>
        (await CheckAsync([text], cancellationToken))[0];

    /// <summary>
    /// Checks several candidates: raw texts from the cursor on, with '\n' newlines. Those that have to be compiled are compiled together.
    /// </summary>
    public async Task<ImmutableArray<CheckedCandidate>> CheckAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var baseline = await _baseline.WaitAsync(cancellationToken);
        var check = new InsertionCheck(_hole, baseline);
        var verdicts = await Task.WhenAll(texts.Select(t => Task.Run(() => Cheap(t), cancellationToken)));
        var undecided = verdicts.Where(v => v.Verdict is null).Select(v => v.Insertion!).ToList();
        return undecided.Count == 0 ? [.. verdicts.Select(v => v.Verdict!)] : await Task.Run(Compile, cancellationToken);

        (Insertion? Insertion, CheckedCandidate? Verdict) Cheap(string text)
        {
            var overlap = Trim(text);
            var range = new TextSpan(_hole.Position, overlap.Replaced);
            var inserted = overlap.Text.ReplaceLineEndings(_newline);
            if (string.IsNullOrWhiteSpace(inserted))
            {
                return (null, Insertion.Refuted(inserted, range, "nothing new", parses: false, binds: null));
            }

            var insertion = new Insertion(_snapshot.Text, baseline.Root.SyntaxTree, overlap.Text, inserted, range, cancellationToken);
            return (insertion, check.Cheap(insertion, cancellationToken));
        }

        ImmutableArray<CheckedCandidate> Compile()
        {
            baseline.CompileTogether(undecided, cancellationToken);
            return [.. verdicts.Select(v => v.Verdict ?? check.Compiled(v.Insertion!, cancellationToken))];
        }
    }

    /// <summary>
    /// What a rejected candidate was likely meant to be, where it is near enough for one certain fix (docs/completion.md, "Repairs") and
    /// passes with it; null otherwise.
    /// </summary>
    /// <param name="text">The text that was checked.</param>
    /// <param name="refuted">What the check said.</param>
    /// <param name="mayAddUsings">Whoever takes it can add <c>using</c> directives as well.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<CheckedCandidate?> RepairAsync(
        string text,
        CheckedCandidate refuted,
        bool mayAddUsings,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(refuted);
        if (
            refuted.Checks is { Passed: true } or { RefutedBy: null or "nothing new" }
            || IsInert(_hole.Kind)
            || _hole.Kind == HoleKind.String
        )
        {
            return null;
        }

        // Behind a newline the checker's text, with the document's newlines, may have other offsets.
        var isOneLine =
            !text.Contains('\n', StringComparison.Ordinal)
            && refuted.Text.Length <= text.Length
            && text.StartsWith(refuted.Text, StringComparison.Ordinal);
        var candidate = new RefutedCandidate
        {
            Text = text,
            RefutedBy = refuted.Checks.RefutedBy!,
            Errors = isOneLine ? refuted.Errors : [],
            Hole = _hole,
            Document = _snapshot.Text,
            Unbound = isOneLine && refuted.Checks.UnboundAt is { } at ? (at, await NamesAtAsync(text[..at], cancellationToken)) : null,
        };
        foreach (var proposal in CandidateRepairs.Propose(candidate))
        {
            if (
                await CheckAsync(proposal, cancellationToken) is { Checks.Passed: true } checkedAgain
                && await TidyAsync(checkedAgain, cancellationToken) is { Checks: { Passed: true, Unended: null } } passed
            )
            {
                return new CheckedCandidate(passed.Text, passed.Range, passed.Checks, isRepaired: true);
            }
        }

        return mayAddUsings ? await AddUsingsAsync(text, refuted, cancellationToken) : null;
    }

    /// <summary>
    /// The same text with the <c>using</c> directives that it lacks, where one namespace only declares what doesn't bind, and with them the
    /// candidate passes and nothing else of the file is worse off.
    /// </summary>
    private async Task<CheckedCandidate?> AddUsingsAsync(string text, CheckedCandidate refuted, CancellationToken cancellationToken)
    {
        var usings = ImmutableArray<MissingUsing>.Empty;
        var (checker, verdict, edit) = (this, refuted, default(TextChange));
        while (usings.Length < MaxUsings && verdict.Checks.Binds == false && _hole.Kind != HoleKind.Using)
        {
            if (
                await checker.MissingUsingAsync(verdict, cancellationToken) is not { } missing
                || usings.Any(u => u.Namespace == missing.Namespace)
            )
            {
                return null;
            }

            usings = usings.Add(missing);
            var root = (CompilationUnitSyntax)await _snapshot.Analysed.GetRootAsync(cancellationToken);
            if (UsingPlacement.Add(_snapshot.Text, root, [.. usings.Select(u => u.Namespace)], _hole.Position) is not { } added)
            {
                return null;
            }

            edit = added;
            var growth = edit.NewText!.Length - edit.Span.Length;
            var changed = await _snapshot.ForkAsync(_snapshot.Text.WithChanges(edit), cancellationToken);
            checker = new CandidateChecker(changed, _hole with { Position = _hole.Position + growth }, cancellationToken);
            verdict = await checker.CheckAsync(text, cancellationToken);
            if (!verdict.Checks.Passed)
            {
                continue;
            }

            var inserted = new TextSpan(verdict.Range.Start, verdict.Text.Length);
            var after = await changed.Analysed.ForkAsync(Inserted(changed, verdict), cancellationToken);
            return verdict.Checks.Unended is not null || await _fileErrors.AreAddedAsync(after, inserted, cancellationToken)
                ? null
                : new CheckedCandidate(
                    verdict.Text,
                    new TextSpan(verdict.Range.Start - growth, verdict.Range.Length),
                    verdict.Checks,
                    isRepaired: true,
                    usings: usings,
                    additionalEdits: [edit]
                );
        }

        return null;
    }

    /// <summary>The namespace that the first name of a candidate that doesn't bind is certainly in.</summary>
    private async Task<MissingUsing?> MissingUsingAsync(CheckedCandidate refuted, CancellationToken cancellationToken)
    {
        var changed = _snapshot.WithText(Inserted(_snapshot, refuted)).Analysed;
        var inserted = new TextSpan(refuted.Range.Start, refuted.Text.Length);
        var root = await changed.GetRootAsync(cancellationToken);
        var view =
            changed.Anchor.TryView(root, changed.String, inserted.Start)
            ?? new SemanticView(root, await changed.GetWholeModelAsync(cancellationToken), Body: null);
        return MissingName.First(view, OwnErrors.Reach(root, inserted), cancellationToken) is { } missing
            ? NamespaceSearch.Only(view.Model.Compilation, missing, cancellationToken)
            : null;
    }

    private static SourceText Inserted(DocumentSnapshot snapshot, CheckedCandidate candidate) =>
        snapshot.Text.WithChanges(new TextChange(candidate.Range, candidate.Text));

    /// <summary>
    /// A candidate that passed as the file would have it: without its <c>this.</c> where nothing else in the file is written so and the
    /// meaning stays the same, with the semicolon that an unfinished line let it leave out.
    /// </summary>
    public async Task<CheckedCandidate> TidyAsync(CheckedCandidate passed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(passed);
        if (!passed.Checks.Passed || IsInert(_hole.Kind) || _hole.Kind == HoleKind.String)
        {
            return passed;
        }

        var tidy = passed;
        foreach (
            var proposal in (Func<string, string?>[])[t => ThisQualifier.RemovedFrom(t, _snapshot.Text, _hole), WithSemicolon, WithBlockEnd]
        )
        {
            if (
                proposal(tidy.Text.ReplaceLineEndings("\n")) is { } text
                && await CheckAsync(text, cancellationToken) is { Checks.Passed: true } better
            )
            {
                tidy = better;
            }
        }

        return tidy;
    }

    /// <summary>
    /// The verdict on what is shown as it is: what passed and yet lacks its end is rejected, since the error that was there before would be the
    /// candidate's own.
    /// </summary>
    public static CheckedCandidate Finished(CheckedCandidate verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return verdict.Checks is { Passed: true, Unended: { } missing }
            ? Insertion.Refuted(verdict.Text, verdict.Range, "syntax", parses: false, binds: null, [missing])
            : verdict;
    }

    private string? WithSemicolon(string text)
    {
        var next = _hole.Position + _hole.Closers.Length;
        while (next < _snapshot.Text.Length && char.IsWhiteSpace(_snapshot.Text[next]))
        {
            next++;
        }

        // What follows may go on with the statement; a comment does not.
        var isComment = next + 1 < _snapshot.Text.Length && _snapshot.Text[next] == '/' && _snapshot.Text[next + 1] is '/' or '*';
        var goesOn =
            !isComment && next < _snapshot.Text.Length && ".?:+-*/%&|^=<>,)]".Contains(_snapshot.Text[next], StringComparison.Ordinal);
        var isStatement = _hole.Kind is not (HoleKind.Declaration or HoleKind.Type or HoleKind.Attribute or HoleKind.Using);
        // The text has the editor's closers by now.
        var rest = _hole.LineSuffix.AsSpan();
        rest = rest.StartsWith(_hole.Closers, StringComparison.Ordinal) ? rest[_hole.Closers.Length..] : rest;
        return isStatement && !goesOn && SemicolonRepair.MayFollow(rest) && SemicolonRepair.CanTake(_hole.LinePrefix + text)
            ? text + ";"
            : null;
    }

    // get { return count; }: what the line opened it closes, where the file has no brace for it.
    private string? WithBlockEnd(string text)
    {
        var (missing, unmatched) = Brackets.Open(_hole.LinePrefix + text);
        return
            missing.Length > 0
            && unmatched.Length == 0
            && missing.All(c => c == '}')
            && !text.Contains('\n', StringComparison.Ordinal)
            && _hole is { LineSuffix: "", Closers: "" }
            && text.TrimEnd() is [.., ';' or '}']
            && _baseline.IsCompletedSuccessfully
            && Brackets.SurplusBraces(_baseline.Result.Root) >= missing.Length
            ? text + string.Concat(missing.Select(c => " " + c))
            : null;
    }

    /// <summary>Names that can stand after a text at the cursor: the receiver's members behind a dot, what is in scope elsewhere.</summary>
    private async Task<ImmutableArray<string>> NamesAtAsync(string before, CancellationToken cancellationToken)
    {
        var hole =
            before.Length == 0
                ? _hole
                : await HoleAnalyzer.AnalyzeAsync(
                    _snapshot.WithText(_snapshot.Text.Replace(_hole.Position, 0, before)),
                    _hole.Position + before.Length,
                    cancellationToken
                );
        return hole.Kind == HoleKind.MemberAccess ? hole.MemberNames : [.. hole.InScope.Select(s => s.Name)];
    }

    /// <summary>Comments and disabled code: nothing outside of them may change.</summary>
    private static bool IsInert(HoleKind kind) => kind is HoleKind.Comment or HoleKind.DocComment;

    private SuffixOverlap Trim(string text)
    {
        // Blanks and indentation stand there already.
        if (_hole.Kind != HoleKind.String && _hole.Position > 0 && _snapshot.Text[_hole.Position - 1] is ' ' or '\t')
        {
            text = text.TrimStart(' ', '\t');
        }

        var quotes = text.Count(c => c == '"');
        if (_hole.Kind == HoleKind.String && quotes % 2 == 0 && (quotes > 0 || _hole.Closers.Length == 0))
        {
            // Its last quote opens a string, which the one right of the cursor closes.
            return new SuffixOverlap(text, 0);
        }

        if (_hole.Closers.Length > 0 && !IsInert(_hole.Kind))
        {
            var completed = EditorClosers.Complete(text.ReplaceLineEndings("\n"), _hole.Closers, _hole.LinePrefix);
            return new SuffixOverlap(completed.Trim() == _hole.Closers.Trim() ? "" : completed, _hole.Closers.Length);
        }

        var source = _snapshot.Text;
        var position = _hole.Position;
        var suffix = source.ToString(new TextSpan(position, Math.Min(2000, source.Length - position))).ReplaceLineEndings("\n");
        var startsInWord =
            position > 0
            && position < source.Length
            && SyntaxFacts.IsIdentifierPartCharacter(source[position - 1])
            && SyntaxFacts.IsIdentifierPartCharacter(source[position]);
        var overlap = SuffixOverlap.Trim(text.ReplaceLineEndings("\n"), suffix, startsInWord, string.IsNullOrWhiteSpace(_hole.LinePrefix));

        // White space at the end only matters before something in the same line.
        return suffix.Length == 0 || char.IsWhiteSpace(suffix[0]) ? overlap with { Text = overlap.Text.TrimEnd() } : overlap;
    }
}
