using MAB.DotIgnore;

namespace SmolCode.Training.Corpus;

/// <summary>What the .gitignore files of a folder and of those around it leave out.</summary>
internal sealed class IgnoredPaths
{
    private const long MaxFileBytes = 1 << 20;

    private readonly IgnoredPaths? _outer;
    private readonly string _folder;
    private readonly List<IgnoreRule> _rules;

    private IgnoredPaths(IgnoredPaths? outer, string folder, List<IgnoreRule> rules)
    {
        _outer = outer;
        _folder = folder;
        _rules = rules;
    }

    /// <summary>The rules that hold in a folder: its own and those of the folders around it, up to the one with .git in it.</summary>
    public static IgnoredPaths? For(string folder)
    {
        var folders = new Stack<string>([folder]);
        for (var at = folder; !Path.Exists(Path.Combine(at, ".git")); folders.Push(at))
        {
            at = Path.GetDirectoryName(at);
            if (at is null)
            {
                // No repository: what lies around the folder has no say.
                folders = new Stack<string>([folder]);
                break;
            }
        }

        IgnoredPaths? rules = null;
        while (folders.TryPop(out var next))
        {
            rules = Enter(rules, next);
        }

        return rules;
    }

    /// <summary>The rules that hold in a folder inside.</summary>
    public static IgnoredPaths? Enter(IgnoredPaths? outer, string folder)
    {
        var rules = new List<IgnoreRule>();
        try
        {
            var file = new FileInfo(Path.Combine(folder, ".gitignore"));
            if (file is { Exists: true, Length: > 0 and <= MaxFileBytes })
            {
                rules.AddRange(File.ReadLines(file.FullName).Select(Parse).OfType<IgnoreRule>());
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Rules that can't be read leave nothing out.
        }

        return rules.Count > 0 ? new IgnoredPaths(outer, folder, rules) : outer;
    }

    /// <summary>Whether a path is left out; that no folder on the way to it is, the caller knows.</summary>
    public bool Contains(string path, bool isFolder)
    {
        for (var rules = this; rules is not null; rules = rules._outer)
        {
            var relative = Path.GetRelativePath(rules._folder, path).Replace('\\', '/');
            for (var i = rules._rules.Count - 1; i >= 0; i--)
            {
                if (rules._rules[i].IsMatch(relative, isFolder))
                {
                    // The last rule that says anything decides.
                    return !rules._rules[i].PatternFlags.HasFlag(PatternFlags.NEGATION);
                }
            }
        }

        return false;
    }

    private static IgnoreRule? Parse(string line)
    {
        line = line.EndsWith("\\ ", StringComparison.Ordinal) ? line : line.TrimEnd();
        if (line.Length == 0 || line[0] == '#')
        {
            return null;
        }

        // The library takes an escaped '!' for a negation.
        line = line.StartsWith("\\!", StringComparison.Ordinal) ? "?" + line[2..] : line;
        try
        {
            return new IgnoreRule(line, MatchFlags.PATHNAME, null);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
