using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SmolCode.Training.Corpus;

/// <summary>An order of paths that looks random and is the same on every machine, whatever else is there.</summary>
internal static class PathOrder
{
    /// <summary>What to order by.</summary>
    public static ulong Key(string path) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(path)));
}
