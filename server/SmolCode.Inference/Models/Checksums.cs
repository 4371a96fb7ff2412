namespace SmolCode.Inference.Models;

/// <summary>The lines of SHA256SUMS in a folder: checksum, two blanks, file name.</summary>
internal static class Checksums
{
    private const string FileName = "SHA256SUMS";

    /// <summary>Lower-case checksums by file name.</summary>
    public static Dictionary<string, string> Read(string folder)
    {
        var sums = new Dictionary<string, string>();
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return sums;
        }

        foreach (var line in File.ReadLines(path))
        {
            var parts = line.Split((char[])[' ', '*'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts is [{ Length: 64 } sha, var name])
            {
                sums[name] = sha.ToLowerInvariant();
            }
        }

        return sums;
    }

    /// <summary>Records a file's checksum.</summary>
    public static Task AddAsync(string folder, string file, string sha256, CancellationToken cancellationToken) =>
        ChangeAsync(folder, sums => sums[file] = sha256, cancellationToken);

    /// <summary>Forgets a file.</summary>
    public static Task RemoveAsync(string folder, string file, CancellationToken cancellationToken) =>
        ChangeAsync(folder, sums => sums.Remove(file), cancellationToken);

    private static async Task ChangeAsync(string folder, Action<Dictionary<string, string>> change, CancellationToken cancellationToken)
    {
        var sums = Read(folder);
        change(sums);
        var path = Path.Combine(folder, FileName);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        await File.WriteAllLinesAsync(
            temporary,
            sums.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Value}  {s.Key}"),
            cancellationToken
        );
        File.Move(temporary, path, overwrite: true);
    }
}
