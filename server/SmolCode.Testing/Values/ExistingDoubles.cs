using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.Testing.Values;

/// <summary>Test doubles that the existing tests have: classes that implement an interface and need nothing to be made.</summary>
internal sealed class ExistingDoubles(IEnumerable<SyntaxTree> tests)
{
    private readonly List<ClassDeclarationSyntax> classes =
    [
        .. tests
            .SelectMany(t => t.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>())
            .Where(c =>
                c is { Arity: 0, BaseList.Types.Count: 1, ParameterList: null }
                && !c.Modifiers.Any(m => m.Text is "abstract" or "static" or "partial" or "file")
                && c.Members.OfType<ConstructorDeclarationSyntax>().All(m => m.ParameterList.Parameters.Count == 0)
                && !c.Members.OfType<MethodDeclarationSyntax>().Any(m => m.AttributeLists.Count > 0)
            ),
    ];

    /// <summary>The double of an interface: its name, its code, the namespace that it is in, and whether inside of another class; null when there is none.</summary>
    public (string Name, string Code, string? Namespace, bool IsNested)? Of(INamedTypeSymbol type)
    {
        var found = type.IsGenericType
            ? null
            : classes.FirstOrDefault(c => c.BaseList!.Types[0].Type.ToString().Split('.')[^1] == type.Name);
        return found is null
            ? null
            : (
                found.Identifier.Text,
                Unindented(found),
                found.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>()?.Name.ToString(),
                found.Parent is TypeDeclarationSyntax
            );
    }

    // A private class of another test class can't be seen, and is written once more.
    private static string Unindented(ClassDeclarationSyntax declaration)
    {
        var lines = declaration.WithoutTrivia().ToFullString().Split('\n').Select(l => l.TrimEnd('\r')).ToList();
        var indent = lines.Skip(1).Where(l => l.Trim().Length > 0).Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select((l, i) => i == 0 || l.Length < indent ? l : l[indent..]));
    }
}
