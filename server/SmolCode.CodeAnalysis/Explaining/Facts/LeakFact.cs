using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Facts;

/// <summary>Disposable objects that are created here, used here, and not disposed here.</summary>
internal static class LeakFact
{
    internal static IEnumerable<CodeFact> Find(FactContext context, ExplainedNodes nodes)
    {
        if (nodes.Scope is not (ExplainedScope.Member or ExplainedScope.Statements))
        {
            yield break;
        }

        foreach (var variable in nodes.All<VariableDeclaratorSyntax>(intoFunctions: false))
        {
            if (
                variable.Initializer?.Value is BaseObjectCreationExpressionSyntax creation
                && variable.Parent?.Parent is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: (int)SyntaxKind.None } declaration
                && context.Type(creation) is { } type
                && type.AllInterfaces.Any(i => i.ToDisplayString() is "System.IDisposable")
                // Disposing these frees nothing that matters.
                && type.Name is not ("MemoryStream" or "StringWriter" or "StringReader" or "Task" or "DataTable" or "DataSet")
                && context.Declared(variable) is { } local
                && declaration.Parent is { } block
                && block
                    .DescendantNodes()
                    .OfType<IdentifierNameSyntax>()
                    .Where(n => n.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(context.Symbol(n), local))
                    .All(IsPlainUse)
            )
            {
                yield return new(
                    FactKind.Leak,
                    $"{CodeQuote.Of(local.Name)}, {EnglishList.A(SymbolWording.Type(type))}, is disposable and is not disposed here.",
                    [variable.Span]
                )
                {
                    Weight = 2,
                };
            }
        }
    }

    /// <summary>A member of it is used, and not the one that disposes it; all else may hand it on.</summary>
    private static bool IsPlainUse(IdentifierNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax access
        && access.Expression == name
        && access.Name.Identifier.Text is not ("Dispose" or "DisposeAsync" or "Close");
}
