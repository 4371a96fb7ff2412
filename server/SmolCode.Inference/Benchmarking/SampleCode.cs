using System.Reflection;

namespace SmolCode.Inference.Benchmarking;

/// <summary>Real C# to measure on: this engine's own sources, which the build puts into the assembly.</summary>
internal static class SampleCode
{
    /// <summary>A stretch of code that no other number gives the beginning of; <paramref name="length"/> characters and a line before it.</summary>
    public static string Stretch(string text, int number, int length)
    {
        var start = (int)((long)number * 7_919 % (text.Length - length));
        return $"// {number}\n{text.AsSpan(start, length)}";
    }

    /// <summary>Path and text of each file, newlines as '\n'.</summary>
    public static IReadOnlyList<(string Path, string Text)> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var files = new List<(string, string)>();
        foreach (
            var name in assembly
                .GetManifestResourceNames()
                .Where(n => n.EndsWith(".cs", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            files.Add((name, reader.ReadToEnd().ReplaceLineEndings("\n")));
        }

        return files;
    }
}
