using System.Collections.Immutable;

namespace SmolCode.Training.Corpus;

/// <summary>
/// Which folders are held out: whole ones, in an order that only their paths decide, until the share is reached. Files of one folder are
/// alike; one of them in the training would tell of the others.
/// </summary>
internal static class HeldOutFolders
{
    // No folder takes more of the share than this, so that several are held out.
    private const double LargestPart = 0.6;

    // As much over the share as may be taken to reach it.
    private const double Overshoot = 1.4;

    // With less than this part of the share, larger folders are looked at as well.
    private const double Enough = 0.6;

    /// <summary>Parts the files; neither part is empty where there are two files.</summary>
    public static (ImmutableArray<TrainingFile> Training, ImmutableArray<TrainingFile> HeldOut, ImmutableArray<string> Names) Split(
        IReadOnlyCollection<TrainingFile> files,
        double share
    )
    {
        var folders = files.GroupBy(f => (f.Root, f.Folder)).ToList();
        if (folders.Count == 1)
        {
            // Nothing but single files to tell apart.
            folders = [.. files.GroupBy(f => (f.Root, f.Path))];
        }

        var all = files.Sum(f => (long)f.Text.Length);
        var wanted = all * share;
        var ordered = folders
            .Select(f => (f.Key, Files: f.ToList(), Length: f.Sum(t => (long)t.Text.Length)))
            .OrderBy(f => PathOrder.Key(f.Key.Item2))
            .ThenBy(f => f.Key.Item2, StringComparer.Ordinal)
            .ThenBy(f => f.Key.Root, StringComparer.Ordinal)
            .ToList();
        var chosen = new HashSet<(string, string)>();
        var taken = 0L;
        Take(wanted * LargestPart, wanted * Overshoot);
        if (taken < wanted * Enough)
        {
            Take(wanted * 2, wanted * 2);
        }

        if (chosen.Count == 0 && ordered.Count > 1)
        {
            // Few and large ones: the smallest.
            var smallest = ordered.MinBy(f => f.Length);
            chosen.Add(smallest.Key);
        }

        var heldOut = ordered.Where(f => chosen.Contains(f.Key)).ToList();
        return (
            Sorted(ordered.Where(f => !chosen.Contains(f.Key)).SelectMany(f => f.Files)),
            Sorted(heldOut.SelectMany(f => f.Files)),
            [.. heldOut.Select(f => f.Key.Item2.Length > 0 ? f.Key.Item2 : ".").Order(StringComparer.Ordinal)]
        );

        void Take(double largest, double most)
        {
            foreach (var (key, _, length) in ordered)
            {
                if (taken >= wanted)
                {
                    break;
                }

                if (length <= largest && taken + length <= most && !chosen.Contains(key) && chosen.Count < ordered.Count - 1)
                {
                    chosen.Add(key);
                    taken += length;
                }
            }
        }
    }

    private static ImmutableArray<TrainingFile> Sorted(IEnumerable<TrainingFile> files) =>
        [.. files.OrderBy(f => f.Path, StringComparer.Ordinal).ThenBy(f => f.Root, StringComparer.Ordinal)];
}
