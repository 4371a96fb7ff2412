using System.Buffers.Binary;
using System.Text;
using SmolCode.Training.Runtime;

namespace SmolCode.Training.Tests;

public sealed class ElfVersionNeedsTests
{
    private const int Needs = 0x80;

    [Fact]
    public void Only_the_version_that_is_named_becomes_weak()
    {
        var library = Library();
        var before = library.ToArray();

        Assert.True(ElfVersionNeeds.MakeWeak(library, "GLIBCXX_3.4.32"));

        var changed = Enumerable.Range(0, library.Length).Where(i => library[i] != before[i]);
        // The flags of the second entry of the first record.
        Assert.Equal([Needs + 16 + 16 + 4], changed);
        Assert.Equal(2, library[Needs + 16 + 16 + 4]);
        Assert.False(ElfVersionNeeds.MakeWeak(library, "GLIBCXX_3.4.32"));
    }

    [Fact]
    public void A_version_that_nobody_asks_for_changes_nothing()
    {
        var library = Library();
        var before = library.ToArray();

        Assert.False(ElfVersionNeeds.MakeWeak(library, "GLIBCXX_3.4.3"));
        Assert.Equal(before, library);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MZ")]
    [InlineData("\u007fELF\u0001\u0001")]
    public void Something_else_is_refused(string begin)
    {
        var bytes = new byte[begin.Length == 0 ? 0 : 256];
        Encoding.Latin1.GetBytes(begin, bytes);

        Assert.Throws<InvalidDataException>(() => ElfVersionNeeds.MakeWeak(bytes, "GLIBCXX_3.4.32"));
    }

    [Fact]
    public void A_library_that_is_cut_off_is_refused()
    {
        var library = Library();
        for (var length = 64; length < library.Length; length += 8)
        {
            var part = library[..length];
            Assert.Throws<InvalidDataException>(() => ElfVersionNeeds.MakeWeak(part, "GLIBCXX_3.4.32"));
        }
    }

    /// <summary>Two libraries of which versions are asked, two of the first and one of the second; names after them, headers at the end.</summary>
    private static byte[] Library()
    {
        var names = "\0libstdc++.so.6\0GLIBCXX_3.4\0GLIBCXX_3.4.32\0libc.so.6\0GLIBC_2.34\0";
        const int Names = 0x100;
        const int Headers = 0x180;
        var bytes = new byte[Headers + (3 * 64)];
        ((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1]).CopyTo(bytes);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(0x28), Headers);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(0x3c), 3);
        Encoding.ASCII.GetBytes(names).CopyTo(bytes, Names);
        // Section 1: the needs, whose names are in section 2.
        Section(1, 0x6ffffffe, Needs, 16 + 32 + 16 + 16, 2);
        Section(2, 3, Names, names.Length, 0);
        Need(0, 2, "libstdc++.so.6", 48);
        Entry(16, "GLIBCXX_3.4", 16);
        Entry(32, "GLIBCXX_3.4.32", 0);
        Need(48, 1, "libc.so.6", 0);
        Entry(64, "GLIBC_2.34", 0);
        return bytes;

        int Name(string name) => names.IndexOf("\0" + name + "\0", StringComparison.Ordinal) + 1;

        void Section(int index, uint type, int offset, int size, uint link)
        {
            var header = bytes.AsSpan(Headers + (index * 64), 64);
            BinaryPrimitives.WriteUInt32LittleEndian(header[4..], type);
            BinaryPrimitives.WriteUInt64LittleEndian(header[0x18..], (ulong)offset);
            BinaryPrimitives.WriteUInt64LittleEndian(header[0x20..], (ulong)size);
            BinaryPrimitives.WriteUInt32LittleEndian(header[0x28..], link);
        }

        void Need(int at, ushort count, string file, uint next)
        {
            var record = bytes.AsSpan(Needs + at, 16);
            BinaryPrimitives.WriteUInt16LittleEndian(record, 1);
            BinaryPrimitives.WriteUInt16LittleEndian(record[2..], count);
            BinaryPrimitives.WriteUInt32LittleEndian(record[4..], (uint)Name(file));
            BinaryPrimitives.WriteUInt32LittleEndian(record[8..], 16);
            BinaryPrimitives.WriteUInt32LittleEndian(record[12..], next);
        }

        void Entry(int at, string version, uint next)
        {
            var record = bytes.AsSpan(Needs + at, 16);
            BinaryPrimitives.WriteUInt32LittleEndian(record[8..], (uint)Name(version));
            BinaryPrimitives.WriteUInt32LittleEndian(record[12..], next);
        }
    }
}
