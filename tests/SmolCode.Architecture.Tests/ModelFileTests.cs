using System.Security.Cryptography;

namespace SmolCode.Architecture.Tests;

/// <summary>The bundled weights are the ones that their README speaks of.</summary>
public sealed class ModelFileTests
{
    [Fact]
    public async Task The_bundled_files_have_their_checksums()
    {
        var folder = Path.Combine(Repository.Root, "server", "models");
        var lines = await File.ReadAllLinesAsync(Path.Combine(folder, "SHA256SUMS"));
        Assert.Equal(2, lines.Length);
        foreach (var line in lines)
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            await using var stream = File.OpenRead(Path.Combine(folder, parts[1]));
            Assert.Equal(parts[0], Convert.ToHexStringLower(await SHA256.HashDataAsync(stream)));
        }
    }
}
