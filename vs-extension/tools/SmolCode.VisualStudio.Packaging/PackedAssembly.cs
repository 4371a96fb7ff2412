using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;

namespace SmolCode.VisualStudio.Packaging;

/// <summary>An assembly that is packed.</summary>
internal sealed class PackedAssembly
{
    private PackedAssembly(byte[] content, Version version, IReadOnlyList<string> toPack, bool hasMenus)
    {
        Content = content;
        Version = version;
        ToPack = toPack;
        HasMenus = hasMenus;
    }

    /// <summary>Its bytes, with references that Visual Studio's oldest supported version can follow.</summary>
    public byte[] Content { get; }

    /// <summary>Its version.</summary>
    public Version Version { get; }

    /// <summary>Names of the assemblies that it needs and that are to be packed as well.</summary>
    public IReadOnlyList<string> ToPack { get; }

    /// <summary>The compiled command table is in it.</summary>
    public bool HasMenus { get; }

    /// <summary>
    /// Reads an assembly. What it asks of Visual Studio in a later version than the oldest supported one has, it is made to ask for in that
    /// one: built away from Windows it is compiled against the assemblies of the latest.
    /// </summary>
    public static PackedAssembly Read(string path)
    {
        var content = File.ReadAllBytes(path);
        using var image = new PEReader(new MemoryStream(content));
        if (!HasMetadata(image))
        {
            throw new PackingException($"{path} is no .NET assembly.");
        }

        var metadata = image.GetMetadataReader();
        var toPack = new List<string>();
        foreach (var handle in metadata.AssemblyReferences)
        {
            var reference = metadata.GetAssemblyReference(handle);
            var name = metadata.GetString(reference.Name);
            if (VisualStudioAssemblies.Versions.TryGetValue(name, out var known))
            {
                if (reference.Version > known)
                {
                    Write(content, Offset(image, metadata, handle), known);
                }
            }
            else if (!VisualStudioAssemblies.Framework.Contains(name))
            {
                toPack.Add(name);
            }
        }

        return new PackedAssembly(content, metadata.GetAssemblyDefinition().Version, toPack, Contains(content, "Menus.ctmenu"));
    }

    private static bool HasMetadata(PEReader image)
    {
        try
        {
            return image.HasMetadata;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    /// <summary>Where the version of a reference is in the file: its row begins with it (ECMA-335, II.22.5).</summary>
    private static int Offset(PEReader image, MetadataReader metadata, AssemblyReferenceHandle handle) =>
        image.PEHeaders.MetadataStartOffset
        + metadata.GetTableMetadataOffset(TableIndex.AssemblyRef)
        + ((MetadataTokens.GetRowNumber(handle) - 1) * metadata.GetTableRowSize(TableIndex.AssemblyRef));

    private static void Write(byte[] content, int offset, Version version)
    {
        foreach (var part in (int[])[version.Major, version.Minor, version.Build, version.Revision])
        {
            BitConverter.TryWriteBytes(content.AsSpan(offset), (ushort)part);
            offset += sizeof(ushort);
        }
    }

    /// <summary>Names of resources are kept as UTF-16.</summary>
    private static bool Contains(byte[] content, string resource) => content.AsSpan().IndexOf(Encoding.Unicode.GetBytes(resource)) >= 0;
}
