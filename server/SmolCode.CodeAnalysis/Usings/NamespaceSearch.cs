using Microsoft.CodeAnalysis;

namespace SmolCode.CodeAnalysis.Usings;

/// <summary>Finds the namespaces of a compilation, its own and those of its references, that declare a name.</summary>
internal static class NamespaceSearch
{
    private static readonly SymbolDisplayFormat AsWritten = SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(
        SymbolDisplayGlobalNamespaceStyle.Omitted
    );

    /// <summary>The only namespace with an accessible type or extension method of that name; null where there is none or more than one.</summary>
    internal static MissingUsing? Only(Compilation compilation, MissingName missing, CancellationToken cancellationToken)
    {
        string[] names = missing.IsAttribute ? [missing.Name, missing.Name + "Attribute"] : [missing.Name];
        foreach (var name in names)
        {
            var found = (missing.Receiver is { } receiver ? Extensions(receiver) : Types())
                .Where(s => s is { IsGlobalNamespace: false })
                .Select(s => s!.ToDisplayString(AsWritten))
                .Distinct(StringComparer.Ordinal)
                .Take(2)
                .ToList();
            if (found.Count > 0)
            {
                return found is [var only] ? new MissingUsing(only, name) : null;
            }

            IEnumerable<INamespaceSymbol?> Types() =>
                TypesNamed(compilation, name, cancellationToken)
                    .Where(t =>
                        t.ContainingType is null
                        && t.Arity == missing.Arity
                        && !t.IsFileLocal
                        && !t.IsImplicitlyDeclared
                        && compilation.IsSymbolAccessibleWithin(t, compilation.Assembly)
                    )
                    .Select(t => t.ContainingNamespace);

            IEnumerable<INamespaceSymbol?> Extensions(ITypeSymbol type) =>
                ExtensionsNamed(compilation, name, cancellationToken)
                    .Where(m =>
                        m is { IsExtensionMethod: true, ContainingType.ContainingType: null, ContainingType.IsFileLocal: false }
                        && (missing.Arity == 0 || m.Arity == missing.Arity)
                        && compilation.IsSymbolAccessibleWithin(m, compilation.Assembly)
                        && m.ReduceExtensionMethod(type) is not null
                    )
                    .Select(m => m.ContainingNamespace);
        }

        return null;
    }

    private static IEnumerable<IMethodSymbol> ExtensionsNamed(Compilation compilation, string name, CancellationToken cancellationToken) =>
        Declaring(compilation, name, SymbolFilter.Member, cancellationToken).SelectMany(t => t.GetMembers(name)).OfType<IMethodSymbol>();

    private static IEnumerable<INamedTypeSymbol> TypesNamed(Compilation compilation, string name, CancellationToken cancellationToken) =>
        Declaring(compilation, name, SymbolFilter.Type, cancellationToken);

    /// <summary>Types of a name, or types with an extension method of it.</summary>
    private static IEnumerable<INamedTypeSymbol> Declaring(
        Compilation compilation,
        string name,
        SymbolFilter filter,
        CancellationToken cancellationToken
    )
    {
        foreach (var type in InSource(compilation))
        {
            yield return type;
        }

        foreach (var reference in compilation.References.Where(IsOpen))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var types = reference switch
            {
                PortableExecutableReference file when filter == SymbolFilter.Type => AssemblyNames.Of(file).Types.GetValueOrDefault(name),
                PortableExecutableReference file => AssemblyNames.Of(file).Extensions.GetValueOrDefault(name),
                // Symbols of another compilation may not be those that this one sees.
                CompilationReference project => InSource(project.Compilation)
                    .Where(t => t.ContainingType is null)
                    .Select(t => $"{t.ContainingNamespace.ToDisplayString()}.{t.MetadataName}"),
                _ => null,
            };
            if (types is null || compilation.GetAssemblyOrModuleSymbol(reference) is not IAssemblySymbol assembly)
            {
                continue;
            }

            foreach (var type in types)
            {
                if (assembly.GetTypeByMetadataName(type) is { } found)
                {
                    yield return found;
                }
            }
        }

        // Declarations are known by name without binding.
        IEnumerable<INamedTypeSymbol> InSource(Compilation source) =>
            source
                .GetSymbolsWithName(name, filter, cancellationToken)
                .Select(s => filter == SymbolFilter.Type ? s as INamedTypeSymbol : (s as IMethodSymbol)?.ContainingType)
                .OfType<INamedTypeSymbol>()
                .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);
    }

    // What has an alias is only reached through "extern alias".
    private static bool IsOpen(MetadataReference reference) =>
        reference.Properties.Aliases.IsDefaultOrEmpty || reference.Properties.Aliases.Contains(MetadataReferenceProperties.GlobalAlias);
}
