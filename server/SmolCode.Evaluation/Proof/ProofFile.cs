using System.Security.Cryptography;
using System.Text.Json;
using SmolCode.Inference;

namespace SmolCode.Evaluation.Proof;

/// <summary>The report of a proof beside its adapter.</summary>
public static class ProofFile
{
    /// <summary>Where the proof of an adapter is.</summary>
    public static string PathFor(string adapterPath) => adapterPath + ".proof.json";

    /// <summary>SHA-256 of an adapter's file, in hexadecimal.</summary>
    public static async Task<string> HashAsync(string adapterPath, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(adapterPath);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }

    /// <summary>The proof of an adapter; null: there is none that can be read, or it is of another file.</summary>
    public static async Task<ProofReport?> ReadAsync(string adapterPath, CancellationToken cancellationToken)
    {
        try
        {
            var path = PathFor(adapterPath);
            return
                File.Exists(path)
                && JsonSerializer.Deserialize(await File.ReadAllTextAsync(path, cancellationToken), ProofJson.Default.ProofReport)
                    is { } report
                && report.AdapterSha256 == await HashAsync(adapterPath, cancellationToken)
                ? report
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes it, whole or not at all.</summary>
    public static Task WriteAsync(string adapterPath, ProofReport report, CancellationToken cancellationToken) =>
        WholeFile.WriteAsync(PathFor(adapterPath), JsonSerializer.Serialize(report, ProofJson.Default.ProofReport), cancellationToken);

    /// <summary>Deletes it, where there is one.</summary>
    public static void Remove(string adapterPath) => File.Delete(PathFor(adapterPath));
}
