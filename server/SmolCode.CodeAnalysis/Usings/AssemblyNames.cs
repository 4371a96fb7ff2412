using System.Reflection;
using System.Reflection.Metadata;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace SmolCode.CodeAnalysis.Usings;

/// <summary>
/// What the namespaces of a referenced assembly declare, by name: read from its metadata once, without making symbols of all of it. Whether
/// something is accessible is for the compilation to say.
/// </summary>
internal sealed class AssemblyNames
{
    private static readonly ConditionalWeakTable<PortableExecutableReference, AssemblyNames> Known = [];

    private AssemblyNames(IReadOnlyDictionary<string, List<string>> types, IReadOnlyDictionary<string, List<string>> extensions)
    {
        Types = types;
        Extensions = extensions;
    }

    /// <summary>Full metadata names of the types in namespaces, by name without arity.</summary>
    internal IReadOnlyDictionary<string, List<string>> Types { get; }

    /// <summary>Full metadata names of the types that declare extension methods, by the methods' names.</summary>
    internal IReadOnlyDictionary<string, List<string>> Extensions { get; }

    /// <summary>The names of an assembly; empty where its file can't be read.</summary>
    internal static AssemblyNames Of(PortableExecutableReference reference) => Known.GetValue(reference, Read);

    private static AssemblyNames Read(PortableExecutableReference reference)
    {
        var types = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var extensions = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        try
        {
            if (reference.GetMetadata() is AssemblyMetadata assembly)
            {
                foreach (var module in assembly.GetModules())
                {
                    Read(module.GetMetadataReader(), types, extensions);
                }
            }
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or ObjectDisposedException)
        {
            // The compiler can't use it either.
        }

        return new AssemblyNames(types, extensions);
    }

    private static void Read(MetadataReader reader, Dictionary<string, List<string>> types, Dictionary<string, List<string>> extensions)
    {
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(handle);
            if (!type.GetDeclaringType().IsNil || type.Namespace.IsNil || reader.GetString(type.Name) is not [not '<', ..] name)
            {
                continue;
            }

            var full = $"{reader.GetString(type.Namespace)}.{name}";
            var tick = name.IndexOf('`', StringComparison.Ordinal);
            Add(types, tick < 0 ? name : name[..tick], full);

            // Static classes are abstract and sealed.
            const TypeAttributes Static = TypeAttributes.Abstract | TypeAttributes.Sealed;
            if ((type.Attributes & Static) != Static || !IsExtension(reader, type.GetCustomAttributes()))
            {
                continue;
            }

            foreach (var method in type.GetMethods().Select(reader.GetMethodDefinition))
            {
                if ((method.Attributes & MethodAttributes.Static) != 0 && IsExtension(reader, method.GetCustomAttributes()))
                {
                    Add(extensions, reader.GetString(method.Name), full);
                }
            }
        }
    }

    private static bool IsExtension(MetadataReader reader, CustomAttributeHandleCollection attributes)
    {
        foreach (var handle in attributes)
        {
            var constructor = reader.GetCustomAttribute(handle).Constructor;
            var type = constructor.Kind switch
            {
                HandleKind.MemberReference => reader.GetMemberReference((MemberReferenceHandle)constructor).Parent,
                HandleKind.MethodDefinition => reader.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType(),
                _ => default(EntityHandle),
            };
            var name = type.Kind switch
            {
                HandleKind.TypeReference => reader.GetTypeReference((TypeReferenceHandle)type).Name,
                HandleKind.TypeDefinition => reader.GetTypeDefinition((TypeDefinitionHandle)type).Name,
                _ => default,
            };
            if (!name.IsNil && reader.StringComparer.Equals(name, nameof(ExtensionAttribute)))
            {
                return true;
            }
        }

        return false;
    }

    private static void Add(Dictionary<string, List<string>> names, string name, string type)
    {
        if (!names.TryGetValue(name, out var known))
        {
            names.Add(name, known = []);
        }

        if (known is not [.., var last] || last != type)
        {
            known.Add(type);
        }
    }
}
