using System.Runtime.CompilerServices;

namespace SmolCode.TestSupport;

/// <summary>
/// Expected text kept in a file beside the test (folder Golden). Set SMOLCODE_UPDATE_GOLDEN=1 to rewrite them all, then review the diff.
/// </summary>
public static class GoldenFile
{
    /// <summary>Compares <paramref name="actual"/> with Golden/<paramref name="name"/> beside the calling test's source file.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public static void Verify(string actual, string name, [CallerFilePath] string testFile = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(testFile)!, "Golden", name);
        var normalised = actual.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("SMOLCODE_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, normalised);
            return;
        }

        var expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : null;
        if (expected != normalised)
        {
            throw new InvalidOperationException(
                $"{path} differs. SMOLCODE_UPDATE_GOLDEN=1 rewrites it.\n--- expected\n{expected}\n--- actual\n{normalised}"
            );
        }
    }
}
