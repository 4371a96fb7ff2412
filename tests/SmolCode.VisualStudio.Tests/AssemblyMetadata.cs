using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace SmolCode.VisualStudio.Tests;

/// <summary>An assembly read as it lies in a file: nothing of it is loaded.</summary>
internal sealed class AssemblyMetadata : IDisposable
{
    private readonly PEReader image;

    public AssemblyMetadata(byte[] content)
    {
        image = new PEReader(new MemoryStream(content));
        Reader = image.GetMetadataReader();
    }

    public MetadataReader Reader { get; }

    /// <summary>What it refers to: name, version, public key token.</summary>
    public IReadOnlyList<(string Name, Version Version, string Token)> References =>
        [
            .. Reader
                .AssemblyReferences.Select(Reader.GetAssemblyReference)
                .Select(r =>
                    (Reader.GetString(r.Name), r.Version, Convert.ToHexString(Reader.GetBlobBytes(r.PublicKeyOrToken)).ToLowerInvariant())
                ),
        ];

    /// <summary>Full names of the types that it uses of an assembly.</summary>
    public IReadOnlyList<string> TypesOf(string assembly) =>
        [
            .. Reader
                .TypeReferences.Select(Reader.GetTypeReference)
                .Where(t =>
                    t.ResolutionScope.Kind == HandleKind.AssemblyReference
                    && Reader.GetString(Reader.GetAssemblyReference((AssemblyReferenceHandle)t.ResolutionScope).Name) == assembly
                )
                .Select(t => $"{Reader.GetString(t.Namespace)}.{Reader.GetString(t.Name)}"),
        ];

    /// <summary>Attributes of a type: the attribute's name and the texts that it is given.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<object?> Arguments)> AttributesOf(string type)
    {
        var definition = Reader
            .TypeDefinitions.Select(Reader.GetTypeDefinition)
            .Single(t => $"{Reader.GetString(t.Namespace)}.{Reader.GetString(t.Name)}" == type);
        return
        [
            .. definition
                .GetCustomAttributes()
                .Select(Reader.GetCustomAttribute)
                // Those that the compiler makes by itself are in the assembly.
                .Where(a => a.Constructor.Kind == HandleKind.MemberReference)
                .Select(Read),
        ];
    }

    public void Dispose() => image.Dispose();

    private (string Name, IReadOnlyList<object?> Arguments) Read(CustomAttribute attribute)
    {
        var constructor = Reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor);
        var name = Reader.GetString(Reader.GetTypeReference((TypeReferenceHandle)constructor.Parent).Name);
        var value = attribute.DecodeValue(new TypeNames());
        return (name, [.. value.FixedArguments.Select(a => a.Value), .. value.NamedArguments.Select(a => $"{a.Name}={a.Value}")]);
    }

    private sealed class TypeNames : ICustomAttributeTypeProvider<string>
    {
        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

        public string GetSystemType() => "System.Type";

        public string GetSZArrayType(string elementType) => elementType + "[]";

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
            reader.GetString(reader.GetTypeDefinition(handle).Name);

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
            reader.GetString(reader.GetTypeReference(handle).Name);

        public string GetTypeFromSerializedName(string name) => name.Split(',')[0];

        public PrimitiveTypeCode GetUnderlyingEnumType(string type) => PrimitiveTypeCode.Int32;

        public bool IsSystemType(string type) => type is "Type" or "System.Type";
    }
}
