using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using SmolCode.Inference;
using SmolCode.Output;

namespace SmolCode.Learning;

/// <summary>The report beside an adapter that <c>smolcode learn</c> made: from what, how long, and what it is worth.</summary>
internal sealed record LearnedAdapter
{
    /// <summary>The adapter's name.</summary>
    public required string Name { get; init; }

    /// <summary>Folders that it learned from, and whose workspaces it is for.</summary>
    public required ImmutableArray<string> Workspaces { get; init; }

    /// <summary>The model that it belongs to.</summary>
    public required string Model { get; init; }

    /// <summary>The adapter that it begins with; null: the model as it is.</summary>
    public string? Base { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Made { get; init; }

    /// <summary>Files that were learned from.</summary>
    public required int Files { get; init; }

    /// <summary>Files that nothing was learned from, for the proof.</summary>
    public required int HeldOutFiles { get; init; }

    /// <summary>Folders of those.</summary>
    public required ImmutableArray<string> HeldOutFolders { get; init; }

    /// <summary>Steps of training.</summary>
    public required int Steps { get; init; }

    /// <summary>Tokens that were read.</summary>
    public required long Tokens { get; init; }

    /// <summary>Minutes that steps took.</summary>
    public required double Minutes { get; init; }

    /// <summary>bf16 or f32: what training computed in.</summary>
    public required string Format { get; init; }

    /// <summary>Rank of what was learned.</summary>
    public required int Rank { get; init; }

    /// <summary>The loss on rows of held-out files before, weighted nats a token.</summary>
    public double? HeldOutLossBefore { get; init; }

    /// <summary>The same after.</summary>
    public double? HeldOutLossAfter { get; init; }

    /// <summary>Steps and the smoothed loss there.</summary>
    public ImmutableArray<ImmutableArray<double>> Curve { get; init; } = [];

    /// <summary>The report beside an adapter file; null: there is none that can be read.</summary>
    public static LearnedAdapter? Beside(string adapter)
    {
        try
        {
            var file = PathBeside(adapter);
            return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllText(file), OutputJson.Default.LearnedAdapter) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the report beside an adapter file.</summary>
    public void WriteBeside(string adapter) =>
        WholeFile.Write(PathBeside(adapter), JsonSerializer.Serialize(this, OutputJson.Readable.LearnedAdapter));

    /// <summary>Deletes the report beside an adapter file.</summary>
    public static void ForgetBeside(string adapter)
    {
        try
        {
            File.Delete(PathBeside(adapter));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It says something about a file that is gone.
        }
    }

    /// <summary>In a line, for people.</summary>
    public string Describe()
    {
        var loss =
            HeldOutLossBefore is { } before && HeldOutLossAfter is { } after
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $", loss on {HeldOutFiles} held-out files {before:0.000} before, {after:0.000} after"
                )
                : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Name} from {string.Join(", ", Workspaces)}: {Files} files, {Tokens / 1e6:0.00} M tokens in {Minutes:0} minutes{loss} ({Made:yyyy-MM-dd})"
        );
    }

    /// <summary>Where the report of an adapter file is.</summary>
    public static string PathBeside(string adapter) => adapter + ".report.json";
}
