using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Testing;
using SmolCode.Testing.Proposals;

namespace SmolCode.Testing.Values;

/// <summary>What values are made for: a compilation, what a test may see of it, and what the test project has.</summary>
internal sealed class Surroundings(TestSubject subject, bool seesInternals)
{
    /// <summary>Texts that the language model would pass.</summary>
    public ProposedTexts Proposed { get; set; } = new();

    /// <summary>A test may call it: it reaches nothing outside of the process, or only what was allowed.</summary>
    public Func<ISymbol, bool> IsHarmless { get; set; } = _ => true;

    /// <summary>What a member reads of the machine that it runs on.</summary>
    public Func<ISymbol, IReadOnlyList<string>> ReadOfMachine { get; set; } = _ => [];

    private readonly Lazy<INamedTypeSymbol[]> types = new(() => [.. TypesIn(subject.Compilation.Assembly.GlobalNamespace)]);

    private readonly Lazy<bool> writesLines = new(() =>
        subject.Compilation.GetSpecialType(SpecialType.System_String).GetMembers("ReplaceLineEndings").Length > 0
        && subject.Type.DeclaringSyntaxReferences.Any(r =>
            r.GetSyntax()
                .DescendantNodes()
                .OfType<SimpleNameSyntax>()
                .Any(n => n.Identifier.Text is "AppendLine" or "WriteLine" or "NewLine")
        )
    );

    public CSharpCompilation Compilation => subject.Compilation;

    public TestProject TestProject => subject.TestProject;

    /// <summary>The types of the project.</summary>
    public IEnumerable<INamedTypeSymbol> Types => types.Value.Where(CanSee);

    /// <summary>The types of the project and of those that it references, whether a test may name them or not.</summary>
    public IEnumerable<INamedTypeSymbol> AllTypes =>
        types.Value.Concat(
            Compilation
                .References.OfType<CompilationReference>()
                .Select(Compilation.GetAssemblyOrModuleSymbol)
                .OfType<IAssemblySymbol>()
                .SelectMany(a => TypesIn(a.GlobalNamespace))
        );

    /// <summary>The code under test writes lines with the platform's line ends, and tests can have them too.</summary>
    public bool WritesLines => writesLines.Value;

    /// <summary>Language version of the tests.</summary>
    public LanguageVersion Language => TestProject.ParseOptions.LanguageVersion;

    /// <summary>A test may name it.</summary>
    public bool CanSee(ISymbol symbol)
    {
        for (ISymbol? s = symbol; s is not null and not INamespaceSymbol; s = s.ContainingSymbol)
        {
            if (s is IArrayTypeSymbol array)
            {
                return CanSee(array.ElementType);
            }

            var ours = seesInternals && SymbolEqualityComparer.Default.Equals(s.ContainingAssembly, Compilation.Assembly);
            if (
                s is not ITypeParameterSymbol
                && s.DeclaredAccessibility != Accessibility.Public
                && s.DeclaredAccessibility != Accessibility.NotApplicable
                && !(ours && s.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal)
            )
            {
                return false;
            }
        }

        return symbol is not INamedTypeSymbol { TypeArguments: { Length: > 0 } arguments } || arguments.All(CanSee);
    }

    /// <summary>A well-known type, or null when the project has none of that name.</summary>
    public INamedTypeSymbol? Known(string metadataName) => Compilation.GetTypeByMetadataName(metadataName);

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container) =>
        container
            .GetTypeMembers()
            .SelectMany(t => TypesIn(t).Prepend(t))
            .Concat(container is INamespaceSymbol space ? space.GetNamespaceMembers().SelectMany(TypesIn) : []);
}
