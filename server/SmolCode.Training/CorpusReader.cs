using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using SmolCode.Training.Corpus;

namespace SmolCode.Training;

/// <summary>
/// Reads the C# that a user wrote: no generated files, none that git ignores, no copies, nothing that looks like a secret. Files are read,
/// nothing is run. The same files give the same corpus.
/// </summary>
public static partial class CorpusReader
{
    private const int Examples = 5;
    private const int HeadLength = 2000;

    /// <summary>Reads below folders; a solution or project stands for its folder.</summary>
    /// <param name="paths">Folders, .sln, .slnx, .slnf or .csproj files, or single .cs files.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    /// <exception cref="TrainingException">A path is not there, or there is too little to learn from.</exception>
    public static CodeCorpus Read(IReadOnlyList<string> paths, CancellationToken cancellationToken) =>
        Read(paths, new CorpusLimits(), cancellationToken);

    internal static CodeCorpus Read(IReadOnlyList<string> paths, CorpusLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var roots = paths.Select(Resolve).Distinct(StringComparer.Ordinal).ToImmutableArray();
        var leftOut = new Dictionary<LeftOutReason, (int Count, List<string> Examples)>();
        var files = new List<TrainingFile>();
        var copies = new NearCopies();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var found = 0;
        foreach (var root in roots)
        {
            var folder = Directory.Exists(root) ? root : Path.GetDirectoryName(root)!;
            var candidates = new List<(string Path, string File)>();
            foreach (var file in Enumerate(root, folder, LeaveOut, cancellationToken))
            {
                if (seen.Add(file))
                {
                    candidates.Add((RelativePath(folder, file), file));
                }
            }

            found += candidates.Count;
            var (characters, count) = (0L, 0);
            foreach (var (path, file) in candidates.OrderBy(c => PathOrder.Key(c.Path)).ThenBy(c => c.Path, StringComparer.Ordinal))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (characters >= limits.Characters || count >= limits.Files)
                {
                    LeaveOut(LeftOutReason.BeyondLimit, path);
                }
                else if (Open(file, limits, copies, out var text) is { } reason)
                {
                    LeaveOut(reason, path);
                }
                else
                {
                    files.Add(new TrainingFile(path, text) { Root = folder });
                    characters += text.Length;
                    count++;
                }
            }
        }

        var all = files.Sum(f => (long)f.Text.Length);
        if (files.Count < limits.LeastFiles || all < limits.LeastCharacters)
        {
            throw TooLittle(roots, files.Count, all, leftOut, limits);
        }

        var (training, heldOut, names) = HeldOutFolders.Split(files, limits.HeldOutShare);
        return new CodeCorpus(
            training,
            heldOut,
            new CorpusReport
            {
                Roots = roots,
                FilesFound = found,
                TrainingFiles = training.Length,
                TrainingCharacters = training.Sum(f => (long)f.Text.Length),
                HeldOutFiles = heldOut.Length,
                HeldOutCharacters = heldOut.Sum(f => (long)f.Text.Length),
                HeldOutFolders = names,
                LeftOut = [.. leftOut.OrderBy(l => l.Key).Select(l => new LeftOutFiles(l.Key, l.Value.Count, [.. l.Value.Examples]))],
            }
        );

        void LeaveOut(LeftOutReason reason, string path)
        {
            var (count, examples) = leftOut.TryGetValue(reason, out var known) ? known : (0, []);
            if (examples.Count < Examples)
            {
                examples.Add(path);
            }

            leftOut[reason] = (count + 1, examples);
        }
    }

    private static string Resolve(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Directory.Exists(full))
        {
            return full;
        }

        if (!File.Exists(full))
        {
            throw new TrainingException($"There is no {full} to learn from. Name a folder, a solution or a project.");
        }

        return Path.GetExtension(full).ToLowerInvariant() switch
        {
            ".cs" => full,
            ".sln" or ".slnx" or ".slnf" or ".csproj" => Path.GetDirectoryName(full)!,
            _ => throw new TrainingException($"{full} is no C#: name a folder, a solution, a project or a .cs file."),
        };
    }

    private static IEnumerable<string> Enumerate(
        string root,
        string rootFolder,
        Action<LeftOutReason, string> leaveOut,
        CancellationToken cancellationToken
    )
    {
        if (root != rootFolder)
        {
            yield return root;
            yield break;
        }

        var pending = new Stack<(string Folder, IgnoredPaths? Ignored)>();
        pending.Push((root, IgnoredPaths.For(root)));
        while (pending.TryPop(out var at))
        {
            cancellationToken.ThrowIfCancellationRequested();
            FileInfo[] files;
            DirectoryInfo[] folders;
            try
            {
                var info = new DirectoryInfo(at.Folder);
                files = info.GetFiles("*.cs");
                folders = info.GetDirectories();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                leaveOut(LeftOutReason.Folder, RelativePath(root, at.Folder));
                continue;
            }

            foreach (var file in files.OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                if (at.Ignored?.Contains(file.FullName, isFolder: false) == true || file.LinkTarget is not null)
                {
                    leaveOut(LeftOutReason.Ignored, RelativePath(root, file.FullName));
                }
                else if (file.Extension.Equals(".cs", StringComparison.OrdinalIgnoreCase))
                {
                    yield return file.FullName;
                }
            }

            foreach (var folder in folders.OrderByDescending(f => f.Name, StringComparer.Ordinal))
            {
                // A link may lead in circles or out of the workspace.
                if (
                    SkippedFolder().IsMatch(folder.Name)
                    || folder.LinkTarget is not null
                    || at.Ignored?.Contains(folder.FullName, isFolder: true) == true
                )
                {
                    leaveOut(LeftOutReason.Folder, RelativePath(root, folder.FullName));
                }
                else
                {
                    pending.Push((folder.FullName, IgnoredPaths.Enter(at.Ignored, folder.FullName)));
                }
            }
        }
    }

    private static LeftOutReason? Open(string file, CorpusLimits limits, NearCopies copies, out string text)
    {
        text = "";
        var name = Path.GetFileName(file);
        if (GeneratedName().IsMatch(name))
        {
            return LeftOutReason.Generated;
        }

        if (SecretScanner.IsSecretName(name))
        {
            return LeftOutReason.Secret;
        }

        try
        {
            // The size is asked before anything is opened: opening a pipe waits for its writer, and both it and a device have none.
            var size = new FileInfo(file).Length;
            if (size > limits.FileBytes)
            {
                return LeftOutReason.TooLarge;
            }

            if (size < limits.SmallestFileBytes)
            {
                return LeftOutReason.TooLittle;
            }

            if (CodeText.Read(file, limits.FileBytes) is not { } bytes)
            {
                return LeftOutReason.TooLarge;
            }

            if (CodeText.Decode(bytes) is not { } decoded)
            {
                return LeftOutReason.Undecodable;
            }

            text = decoded;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return LeftOutReason.Unreadable;
        }

        return GeneratedHead().IsMatch(text.AsSpan(0, Math.Min(text.Length, HeadLength))) ? LeftOutReason.Generated
            : HasLongLine(text, limits.LineLength) ? LeftOutReason.LongLines
            : SecretScanner.HoldsSecret(text) ? LeftOutReason.Secret
            : copies.Check(text);
    }

    private static bool HasLongLine(string text, int limit)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.Length > limit)
            {
                return true;
            }
        }

        return false;
    }

    private static TrainingException TooLittle(
        ImmutableArray<string> roots,
        int files,
        long characters,
        Dictionary<LeftOutReason, (int Count, List<string> Examples)> leftOut,
        CorpusLimits limits
    )
    {
        var reasons = leftOut
            .Where(l => l.Key != LeftOutReason.Folder)
            .OrderByDescending(l => l.Value.Count)
            .Select(l => $"{l.Value.Count} {Words(l.Key)}");
        return new TrainingException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"There is too little C# below {string.Join(" and ", roots)} to learn from: {files} files with {characters:#,0} characters, and {limits.LeastFiles} files with {limits.LeastCharacters:#,0} are needed{(leftOut.Keys.Any(k => k != LeftOutReason.Folder) ? $" (left out: {string.Join(", ", reasons)})" : "")}. Name more folders with --from."
            )
        );
    }

    /// <summary>What a reason says of files, for people.</summary>
    public static string Words(LeftOutReason reason) =>
        reason switch
        {
            LeftOutReason.Folder => "folders of build outputs, packages, hidden or ignored",
            LeftOutReason.Ignored => "ignored by git",
            LeftOutReason.Generated => "generated",
            LeftOutReason.TooLarge => "too large",
            LeftOutReason.TooLittle => "with hardly any code",
            LeftOutReason.LongLines => "with very long lines",
            LeftOutReason.Undecodable => "in an unknown encoding",
            LeftOutReason.Unreadable => "unreadable",
            LeftOutReason.Secret => "that may hold secrets",
            LeftOutReason.NearCopy => "copies of others",
            _ => "beyond what is read",
        };

    private static string RelativePath(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');

    // As in the bundled adapter's corpus (server/models/training/corpus.py), and hidden folders.
    [GeneratedRegex(
        @"^(?:\..*|bin|obj|packages|node_modules|artifacts|generated|migrations|third[-_]?party|external)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex SkippedFolder();

    [GeneratedRegex(
        @"\.(?:g|g\.i|designer|generated|assemblyattributes)\.cs$|AssemblyInfo\.cs$|^TemporaryGeneratedFile_",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex GeneratedName();

    [GeneratedRegex("<auto-?generated|generated by (?:a|the) tool|do not (?:edit|modify)", RegexOptions.IgnoreCase)]
    private static partial Regex GeneratedHead();
}
