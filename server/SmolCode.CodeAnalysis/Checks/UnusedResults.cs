using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>
/// Statements that compute something and drop it: <c>text.Replace(a, b);</c>. The compiler accepts them, and nobody means them. What counts
/// is what the analysis rule CA1806 counts (methods of strings, LINQ, methods marked <c>[Pure]</c>, new objects), with the other immutable
/// types of the framework beside them; not <c>TryParse</c>, whose <c>out</c> argument is a result as well.
/// </summary>
internal static class UnusedResults
{
    private static readonly ImmutableHashSet<string> PureTypes =
    [
        "System.String",
        "System.Math",
        "System.MathF",
        "System.DateTime",
        "System.DateTimeOffset",
        "System.DateOnly",
        "System.TimeOnly",
        "System.TimeSpan",
        "System.Guid",
        "System.Decimal",
        "System.Version",
        "System.Uri",
        "System.IO.Path",
        "System.Linq.Enumerable",
        "System.Linq.Queryable",
        "System.Linq.ImmutableArrayExtensions",
    ];

    /// <summary>The first statement within the insertion that drops what it computed, as an error; null when there is none.</summary>
    internal static CompilerError? First(SyntaxNode root, Func<SemanticModel> model, TextSpan inserted, CancellationToken cancellationToken)
    {
        foreach (var statement in root.DescendantNodes(n => n.FullSpan.IntersectsWith(inserted)).OfType<ExpressionStatementSyntax>())
        {
            if (statement.Span.OverlapsWith(inserted) && Dropped(statement.Expression, model, cancellationToken) is { } what)
            {
                return new CompilerError("CA1806", $"The statement computes {what} and does not use it", statement.Span);
            }
        }

        return null;
    }

    private static string? Dropped(ExpressionSyntax expression, Func<SemanticModel> model, CancellationToken cancellationToken) =>
        expression switch
        {
            ConditionalAccessExpressionSyntax access => Dropped(access.WhenNotNull, model, cancellationToken),
            InvocationExpressionSyntax call => model().GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method
            && IsPure(method)
                ? $"'{method.Name}'"
                : null,
            ObjectCreationExpressionSyntax creation => model().GetTypeInfo(creation, cancellationToken).Type
                is { TypeKind: TypeKind.Class or TypeKind.Struct } type
                ? $"a new '{type.Name}'"
                : null,
            _ => null,
        };

    /// <summary>Whether a call of the method is of use for its result alone.</summary>
    internal static bool IsPure(IMethodSymbol method)
    {
        if (method.ReturnsVoid || method.Parameters.Any(p => p.RefKind is RefKind.Out or RefKind.Ref))
        {
            return false;
        }

        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        return PureTypes.Contains(FullName(definition.ContainingType))
            || IsImmutableCollection(definition)
            || definition.GetAttributes().Any(a => a.AttributeClass is { Name: "PureAttribute" })
            || definition is { Name: "ToString" or "GetHashCode" or "GetType", Parameters.Length: 0 }
            || definition is { Name: "Equals", ReturnType.SpecialType: SpecialType.System_Boolean };
    }

    // What "changes" one returns the changed copy.
    private static bool IsImmutableCollection(IMethodSymbol method) =>
        method.ContainingType is { ContainingType: null } type
        && type.Name.StartsWith("Immutable", StringComparison.Ordinal)
        && type.ContainingNamespace.ToDisplayString() == "System.Collections.Immutable"
        && method.ReturnType is not { SpecialType: SpecialType.System_Boolean }
        && type.Name != "ImmutableInterlocked";

    private static string FullName(INamedTypeSymbol? type) =>
        type is null ? "" : $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";
}
