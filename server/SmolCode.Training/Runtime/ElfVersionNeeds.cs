using System.Buffers.Binary;
using System.Text;

namespace SmolCode.Training.Runtime;

/// <summary>
/// The versions of symbols that a 64-bit little-endian ELF library asks of others (section SHT_GNU_verneed; layouts: elf.h, the Linux
/// Standard Base's chapter on symbol versioning).
/// </summary>
internal static class ElfVersionNeeds
{
    private const int SectionHeaderSize = 64;
    private const uint VersionNeedSection = 0x6ffffffe;
    private const ushort Weak = 2;

    /// <summary>
    /// Marks a version as one that may be missing, so that the loader warns at most. Only right where no symbol of that version is ever
    /// called: one that is would be resolved to another version, or not at all.
    /// </summary>
    /// <param name="library">The whole file; changed in place.</param>
    /// <param name="version">E.g. GLIBCXX_3.4.32.</param>
    /// <returns>Whether an entry was changed.</returns>
    /// <exception cref="InvalidDataException">It is no such ELF file, or a damaged one.</exception>
    public static bool MakeWeak(Span<byte> library, string version)
    {
        if (library.Length < 64 || !library[..6].SequenceEqual((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]))
        {
            throw new InvalidDataException("It is not a 64-bit little-endian ELF file.");
        }

        var sections = (long)BinaryPrimitives.ReadUInt64LittleEndian(library[0x28..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(library[0x3c..]);
        var changed = false;
        for (var i = 0; i < count; i++)
        {
            var header = Slice(library, sections + ((long)i * SectionHeaderSize), SectionHeaderSize);
            if (BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) == VersionNeedSection)
            {
                var link = BinaryPrimitives.ReadUInt32LittleEndian(header[0x28..]);
                var names = Slice(library, sections + (link * SectionHeaderSize), SectionHeaderSize);
                changed |= MakeWeak(Content(library, header), Content(library, names), Encoding.ASCII.GetBytes(version));
            }
        }

        return changed;
    }

    private static bool MakeWeak(Span<byte> needs, ReadOnlySpan<byte> names, ReadOnlySpan<byte> version)
    {
        var changed = false;
        // Elfxx_Verneed: version, count, file, offset of the first entry, offset of the next one (16, 16, 32, 32, 32 bits).
        for (long need = 0, step = -1; step != 0; need += step)
        {
            var record = Slice(needs, need, 16);
            var count = BinaryPrimitives.ReadUInt16LittleEndian(record[2..]);
            var at = need + BinaryPrimitives.ReadUInt32LittleEndian(record[8..]);
            step = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
            // Elfxx_Vernaux: hash, flags, number, name, offset of the next one (32, 16, 16, 32, 32 bits).
            for (var i = 0; i < count; i++)
            {
                var entry = Slice(needs, at, 16);
                var name = names[(int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]), (uint)names.Length)..];
                if (name.Length > version.Length && name.StartsWith(version) && name[version.Length] == 0)
                {
                    var flags = BinaryPrimitives.ReadUInt16LittleEndian(entry[4..]);
                    BinaryPrimitives.WriteUInt16LittleEndian(entry[4..], (ushort)(flags | Weak));
                    changed |= (flags & Weak) == 0;
                }

                at += BinaryPrimitives.ReadUInt32LittleEndian(entry[12..]);
            }
        }

        return changed;
    }

    private static Span<byte> Content(Span<byte> library, ReadOnlySpan<byte> header) =>
        Slice(
            library,
            (long)BinaryPrimitives.ReadUInt64LittleEndian(header[0x18..]),
            (long)BinaryPrimitives.ReadUInt64LittleEndian(header[0x20..])
        );

    private static Span<byte> Slice(Span<byte> bytes, long start, long length) =>
        start >= 0 && length >= 0 && start <= bytes.Length - length
            ? bytes.Slice((int)start, (int)length)
            : throw new InvalidDataException("An ELF header points outside of the file.");
}
