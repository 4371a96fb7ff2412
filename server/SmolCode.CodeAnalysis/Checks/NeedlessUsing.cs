using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>
/// A <c>using</c> directive that adds nothing, since one around it or a global one has the namespace already (the compiler's CS0105 warns of the
/// same list only, its CS8933 of global ones is hidden), or that stands within the namespace of a file whose own directives stand above it.
/// </summary>
internal static class NeedlessUsing
{
    /// <summary>Whether a directive is such a one.</summary>
    internal static bool Is(UsingDirectiveSyntax directive, Func<SemanticModel> model, CancellationToken cancellationToken)
    {
        if (directive is not { Alias: null, Parent: { } scope } || directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword))
        {
            return false;
        }

        var file = (CompilationUnitSyntax)directive.SyntaxTree.GetRoot(cancellationToken);
        return (scope != file && file.Usings.Any(u => !u.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)))
            || scope
                .AncestorsAndSelf()
                .SelectMany(s =>
                    s switch
                    {
                        BaseNamespaceDeclarationSyntax named => named.Usings,
                        CompilationUnitSyntax unit => unit.Usings,
                        _ => [],
                    }
                )
                .Any(u => u != directive && IsSame(u, directive))
            || model()
                .Compilation.SyntaxTrees.SelectMany(t => ((CompilationUnitSyntax)t.GetRoot(cancellationToken)).Usings)
                .Any(u => u.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword) && IsSame(u, directive));
    }

    private static bool IsSame(UsingDirectiveSyntax one, UsingDirectiveSyntax other) =>
        one.Alias is null
        && one.StaticKeyword.IsKind(SyntaxKind.StaticKeyword) == other.StaticKeyword.IsKind(SyntaxKind.StaticKeyword)
        && WithoutGlobal(one) == WithoutGlobal(other);

    // What implicit usings are generated with.
    private static string WithoutGlobal(UsingDirectiveSyntax directive)
    {
        const string Global = "global::";
        var name = directive.NamespaceOrType.WithoutTrivia().ToString();
        return name.StartsWith(Global, StringComparison.Ordinal) ? name[Global.Length..] : name;
    }
}
