using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Loading;

/// <summary>C# files on disk: what is read, what is passed over, what is refused.</summary>
public static class SourceFile
{
    /// <summary>Files above this size are passed over in folders (bytes).</summary>
    internal const long MaxFolderFileBytes = 1 << 20;

    /// <summary>Files above this size are refused even when asked for by name (bytes).</summary>
    internal const long MaxFileBytes = 4 << 20;

    private const int BinaryProbeBytes = 8192;

    /// <summary>Reads a file's text.</summary>
    /// <exception cref="WorkspaceLoadException">It is missing, too large, binary or can't be read.</exception>
    public static SourceText Read(string path)
    {
        try
        {
            if (IsEmptyOrNoFile(path))
            {
                return SourceText.From("", Encoding.UTF8);
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > MaxFileBytes)
            {
                throw new WorkspaceLoadException(
                    $"{path} has {stream.Length / 1048576.0:0.#} MB; files over {MaxFileBytes >> 20} MB aren't analysed. Split the file or exclude it."
                );
            }

            var probe = new byte[Math.Min(BinaryProbeBytes, stream.Length)];
            stream.ReadExactly(probe);
            stream.Position = 0;
            if (IsBinary(probe))
            {
                throw new WorkspaceLoadException(
                    $"{path} is a binary file, not C# source: it holds NUL bytes. Name a text file in UTF-8 or UTF-16."
                );
            }

            return SourceText.From(stream, Encoding.UTF8);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WorkspaceLoadException($"{path} doesn't exist. Check the path, or save the file first.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
        {
            throw new WorkspaceLoadException($"{path} can't be read: {e.Message} Check its permissions and that it is a text file.", e);
        }
    }

    /// <summary>Reads a file's text, or null when <see cref="Read"/> would refuse it.</summary>
    internal static string? TryReadString(string path, long maxBytes = MaxFolderFileBytes)
    {
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists || info.Length > maxBytes)
            {
                return null;
            }

            if (info.Length == 0)
            {
                return "";
            }

            var text = File.ReadAllText(path);
            return text.AsSpan(0, Math.Min(text.Length, BinaryProbeBytes)).Contains('\0') ? null : text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>C# files below a folder that someone wrote: none in bin, obj, node_modules, hidden folders, none generated or above 1 MB.</summary>
    internal static IEnumerable<string> Enumerate(string root, CancellationToken cancellationToken)
    {
        var pending = new Stack<string>();
        pending.Push(root);
        while (pending.TryPop(out var folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            FileInfo[] files;
            DirectoryInfo[] folders;
            try
            {
                var info = new DirectoryInfo(folder);
                files = info.GetFiles("*.cs");
                folders = info.GetDirectories();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue;
            }

            foreach (var file in files.OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                if (
                    file.Extension.Equals(".cs", StringComparison.OrdinalIgnoreCase)
                    && file.Length <= MaxFolderFileBytes
                    && !GeneratedCode.IsGeneratedPath(file.FullName)
                )
                {
                    yield return file.FullName;
                }
            }

            foreach (var sub in folders.OrderByDescending(f => f.Name, StringComparer.Ordinal))
            {
                // A link may lead in circles or out of the workspace.
                if (!IsSkippedFolder(sub.Name) && sub.LinkTarget is null)
                {
                    pending.Push(sub.FullName);
                }
            }
        }
    }

    /// <summary>Whether a path below <paramref name="root"/> leads through a folder that <see cref="Enumerate"/> passes over.</summary>
    internal static bool IsInSkippedFolder(string root, string path)
    {
        var relative = Path.GetRelativePath(root, Path.GetDirectoryName(path) ?? root);
        return relative != "." && relative.Split(Path.DirectorySeparatorChar, '/').Any(part => part != ".." && IsSkippedFolder(part));
    }

    private static bool IsSkippedFolder(string name) =>
        name.StartsWith('.')
        || name.Equals("bin", StringComparison.OrdinalIgnoreCase)
        || name.Equals("obj", StringComparison.OrdinalIgnoreCase)
        || name.Equals("node_modules", StringComparison.OrdinalIgnoreCase);

    // Opening a pipe waits for its writer, and a device may never end. Both are said to be empty, as an empty file is.
    private static bool IsEmptyOrNoFile(string path) => new FileInfo(path) is { Exists: true, Length: 0 };

    private static bool IsBinary(ReadOnlySpan<byte> probe)
    {
        var hasUtf16Mark = probe.Length >= 2 && (probe is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]);
        return !hasUtf16Mark && probe.Contains((byte)0);
    }
}
