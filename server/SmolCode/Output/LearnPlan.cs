using System.Collections.Immutable;
using System.Globalization;
using SmolCode.Evaluation.Proof;
using SmolCode.Learning;

namespace SmolCode.Output;

/// <summary>What <c>smolcode learn</c> would do, found out without training: <c>--plan</c>, and an editor's page.</summary>
internal sealed record LearnPlan
{
    /// <summary>Name of the adapter that would be made.</summary>
    public required string Name { get; init; }

    /// <summary>Folders that are read.</summary>
    public required ImmutableArray<string> Folders { get; init; }

    /// <summary>Files to learn from.</summary>
    public required int Files { get; init; }

    /// <summary>Their length in UTF-16 units.</summary>
    public required long Characters { get; init; }

    /// <summary>Files that nothing is learned from, for the proof.</summary>
    public required int HeldOutFiles { get; init; }

    /// <summary>Their length in UTF-16 units.</summary>
    public required long HeldOutCharacters { get; init; }

    /// <summary>Their folders, relative to the folder that was read.</summary>
    public required ImmutableArray<string> HeldOutFolders { get; init; }

    /// <summary>What is left out, by reason.</summary>
    public required ImmutableArray<Left> LeftOut { get; init; }

    /// <summary>Minutes of steps: those that were asked for, or those that make sense next.</summary>
    public required double Minutes { get; init; }

    /// <summary>Threads that compute.</summary>
    public required int Threads { get; init; }

    /// <summary>Cores of this machine.</summary>
    public required int Cores { get; init; }

    /// <summary>bf16 or f32: what training computes in.</summary>
    public required string Format { get; init; }

    /// <summary>Most bytes of memory.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Bytes of libtorch to download first; 0: it is here.</summary>
    public required long DownloadBytes { get; init; }

    /// <summary>Tokens a second of the last training on this machine; null: there was none.</summary>
    public double? TokensPerSecond { get; init; }

    /// <summary>The proof loads the projects, which runs their build logic; otherwise files are parsed loosely, and nothing is run.</summary>
    public required bool LoadsProjects { get; init; }

    /// <summary>Why training can't begin now; null: it can.</summary>
    public string? Problem { get; init; }

    /// <summary>A training that was ended and can be gone on with; null: there is none.</summary>
    public Earlier? Kept { get; init; }

    /// <summary>What was learned from these folders before; null: nothing.</summary>
    public Result? Learned { get; init; }

    /// <summary>Files, or folders, that are left out for a reason. Words: the reason, for people. Examples: up to five paths.</summary>
    internal sealed record Left(string Reason, string Words, int Count, ImmutableArray<string> Examples);

    /// <summary>A checkpoint. Fits: --resume goes on with it; otherwise it is damaged, or the files are others by now. OfMinutes: that were asked for.</summary>
    internal sealed record Earlier(int Steps, long Tokens, double Minutes, bool Fits, double? OfMinutes = null);

    /// <summary>An adapter that is here. Report: the file beside it. IsUsed: it completes in these folders.</summary>
    internal sealed record Result(LearnedAdapter Adapter, string File, string Report, bool IsUsed, ProofReport? Proof = null);

    /// <summary>For people, in some lines.</summary>
    public override string ToString()
    {
        var lines = new List<string>
        {
            $"Folders: {string.Join(", ", Folders)}",
            Text($"Learned from: {Files} files, {Characters / 1e6:0.00} M characters"),
            Text(
                $"Held out for the proof: {HeldOutFiles} files, {HeldOutCharacters / 1e6:0.00} M characters ({string.Join(", ", HeldOutFolders)})"
            ),
        };
        lines.AddRange(
            LeftOut.Select(l =>
                Text($"Left out: {l.Count} {l.Words} ({string.Join(", ", l.Examples)}{(l.Count > l.Examples.Length ? ", …" : "")})")
            )
        );
        lines.Add(
            Text(
                $"Training: {Minutes:0.#} minutes on {Threads} of {Cores} cores, in {Format}, at most {MemoryBytes / 1e9:0} GB of memory{(TokensPerSecond is { } rate ? Text($"; about {rate * Minutes * 60 / 1e6:0.00} M tokens, as fast as the last one ({rate:0} tokens/s)") : "")}"
            )
        );
        lines.Add(DownloadBytes == 0 ? "Download: none, libtorch is here" : Text($"Download: libtorch, once, {DownloadBytes / 1e6:0} MB"));
        lines.Add(
            LoadsProjects ? "Proof: with the projects loaded" : "Proof: with files that are parsed loosely; nothing of the workspace is run"
        );
        lines.Add($"Adapter: {Name}");
        if (Kept is { } kept)
        {
            lines.Add(
                Text(
                    $"Kept: {kept.Steps} steps, {kept.Minutes:0.#} minutes; {(kept.Fits ? "--resume goes on there" : "it is damaged, or the files, the weights or the rank are others by now, so that training begins anew")}"
                )
            );
        }

        if (Learned is { } learned)
        {
            lines.Add($"Learned before: {learned.Adapter.Describe()}, {(learned.IsUsed ? "in use" : "not in use")}");
        }

        if (Problem is { } problem)
        {
            lines.Add(problem);
        }

        return string.Join('\n', lines);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
