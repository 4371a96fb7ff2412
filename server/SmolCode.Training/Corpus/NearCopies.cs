using System.Security.Cryptography;
using System.Text;

namespace SmolCode.Training.Corpus;

/// <summary>Tells files apart by their lines of code. What is read first stays.</summary>
internal sealed class NearCopies
{
    private const int LeastLines = 4;
    private const int LeastLineLength = 12;
    private const double MostKnown = 0.8;

    private static readonly string[] Passed = ["//", "using ", "namespace "];

    private readonly HashSet<UInt128> _lines = [];

    /// <summary>Why a text is not to be taken; null where it is, and is known from now on.</summary>
    public LeftOutReason? Check(string text)
    {
        var lines = new List<UInt128>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var code = line.Trim();
            if (code.Length > LeastLineLength && !IsPassed(code))
            {
                lines.Add(Mark(code));
            }
        }

        if (lines.Count < LeastLines)
        {
            return LeftOutReason.TooLittle;
        }

        if (lines.Count(_lines.Contains) > MostKnown * lines.Count)
        {
            return LeftOutReason.NearCopy;
        }

        _lines.UnionWith(lines);
        return null;
    }

    private static bool IsPassed(ReadOnlySpan<char> code)
    {
        foreach (var start in Passed)
        {
            if (code.StartsWith(start, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static UInt128 Mark(ReadOnlySpan<char> code)
    {
        Span<byte> utf8 = stackalloc byte[Encoding.UTF8.GetMaxByteCount(code.Length)];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(code, utf8)], hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
