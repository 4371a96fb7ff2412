using System.Collections.Immutable;
using System.Globalization;
using SmolCode.Evaluation.Quality;

namespace SmolCode.Evaluation.Proof;

/// <summary>
/// What an adapter that was trained on a workspace is worth there: the same holes, in files that it was not trained on, completed by the whole
/// pipeline with the adapter that it comes from and with itself. Holds no code. Kept beside the adapter (<see cref="ProofFile"/>).
/// </summary>
public sealed record ProofReport
{
    /// <summary>
    /// Fewer holes prove nothing: with 30 it takes four first lines more that are right, and none less, for the whole interval to lie above zero.
    /// </summary>
    public const int LeastHoles = 30;

    /// <summary>Absolute path of the workspace that the holes are of.</summary>
    public required string Workspace { get; init; }

    /// <summary>Name of the adapter before, or of the model where there was none.</summary>
    public required string Base { get; init; }

    /// <summary>Name of the adapter that is proven.</summary>
    public required string Adapter { get; init; }

    /// <summary>SHA-256 of the proven adapter's file, in hexadecimal: of another file this proof says nothing.</summary>
    public required string AdapterSha256 { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Folders that nothing was learned from, in which the holes are.</summary>
    public required ImmutableArray<string> HeldOutFolders { get; init; }

    /// <summary>Number of files with holes.</summary>
    public required int Files { get; init; }

    /// <summary>Number of holes.</summary>
    public required int Holes { get; init; }

    /// <summary>Share of holes whose best candidate's first line is right, before and after (0 to 1).</summary>
    public required ProofFigure FirstLineExact { get; init; }

    /// <summary>Mean edit similarity, before and after (0 to 1).</summary>
    public required ProofFigure EditSimilarity { get; init; }

    /// <summary>Holes whose first line is right after and was not before.</summary>
    public required int Won { get; init; }

    /// <summary>Holes whose first line was right before and is not after.</summary>
    public required int Lost { get; init; }

    /// <summary>
    /// More first lines are right than before, and the 95 % interval of that gain, or of the gain in edit similarity, lies above zero, on
    /// <see cref="LeastHoles"/> holes or more (docs/decisions/0013-proof-before-use.md). Otherwise the adapter is not offered.
    /// </summary>
    public bool Wins => Holes >= LeastHoles && FirstLineExact.Gain > 0 && (FirstLineExact.GainLow > 0 || EditSimilarity.GainLow > 0);

    /// <summary>Compares two runs over the same holes, in the same order.</summary>
    /// <exception cref="EvaluationException">The holes are not the same.</exception>
    public static ProofReport Of(ProofSubject subject, EvaluationReport before, EvaluationReport after)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (!before.Items.Select(Place).SequenceEqual(after.Items.Select(Place)) || before.Items.IsEmpty)
        {
            throw new EvaluationException("The holes before and after are not the same: what they say can't be compared.");
        }

        var pairs = before.Items.Zip(after.Items).ToList();
        return new ProofReport
        {
            Workspace = subject.Workspace,
            Base = subject.Base,
            Adapter = subject.Adapter,
            AdapterSha256 = subject.AdapterSha256,
            At = subject.At,
            HeldOutFolders = subject.HeldOutFolders,
            Files = before.Items.Select(i => i.Path).Distinct(StringComparer.Ordinal).Count(),
            Holes = before.Items.Length,
            FirstLineExact = Figure(i => i.FirstLineExact ? 1 : 0),
            EditSimilarity = Figure(i => i.EditSimilarity),
            Won = pairs.Count(p => p.Second.FirstLineExact && !p.First.FirstLineExact),
            Lost = pairs.Count(p => p.First.FirstLineExact && !p.Second.FirstLineExact),
        };

        ProofFigure Figure(Func<EvaluationItem, double> value)
        {
            double[] first = [.. pairs.Select(p => value(p.First))];
            double[] second = [.. pairs.Select(p => value(p.Second))];
            var gain = PairedBootstrap.Difference(second, first);
            return new ProofFigure(first.Average(), second.Average(), gain.Value, gain.Low, gain.High);
        }
    }

    /// <summary>One line for people.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"first line {Percent(FirstLineExact.Before)} → {Percent(FirstLineExact.After)} % ({Points(FirstLineExact)}), similarity {Percent(EditSimilarity.Before)} → {Percent(EditSimilarity.After)} % ({Points(EditSimilarity)}) on {Holes} holes in {Files} files that nothing was learned from: {Verdict}"
        );

    private string Verdict =>
        Wins ? $"better than {Base}"
        : Holes < LeastHoles ? $"too few holes to tell ({LeastHoles} are needed)"
        : $"not shown to be better than {Base}";

    private static (string Path, int Offset, string Expected) Place(EvaluationItem item) => (item.Path, item.Offset, item.Expected);

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Points(ProofFigure figure) => Quality.Figure.Points(new(figure.Gain, figure.GainLow, figure.GainHigh));
}
