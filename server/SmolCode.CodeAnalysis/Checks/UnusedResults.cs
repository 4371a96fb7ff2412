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

    /// <summary>How names of methods begin that are called for their result.</summary>
    private static readonly ImmutableArray<string> Questions =
    [
        "Contains",
        "Is",
        "Has",
        "Can",
        "Get",
        "Find",
        "IndexOf",
        "LastIndexOf",
        "BinarySearch",
        "Count",
        "Any",
        "All",
        "First",
        "Last",
        "To",
        "As",
        "Parse",
        "Peek",
        "Compare",
        "Match",
        "From",
    ];

    /// <summary>The first statement within the insertion that drops what it computed, as an error; null when there is none.</summary>
    internal static CompilerError? First(SyntaxNode root, Func<SemanticModel> model, TextSpan inserted, CancellationToken cancellationToken)
    {
        foreach (var statement in Statements(root, inserted))
        {
            if (Dropped(statement, model, cancellationToken) is { } what)
            {
                return new CompilerError("CA1806", $"The statement computes {what} and does not use it", statement.Span);
            }
        }

        return null;
    }

    // Of a property, constructor or method that returns nothing, the expression behind the arrow is a statement as well.
    private static IEnumerable<ExpressionSyntax> Statements(SyntaxNode root, TextSpan inserted) =>
        root.DescendantNodesAndSelf(n => n.FullSpan.IntersectsWith(inserted))
            .Select(n =>
                n switch
                {
                    ExpressionStatementSyntax statement => statement.Expression,
                    ArrowExpressionClauseSyntax
                    {
                        Parent: ConstructorDeclarationSyntax
                            or MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } }
                            or AccessorDeclarationSyntax { Keyword.RawKind: (int)SyntaxKind.SetKeyword or (int)SyntaxKind.InitKeyword }
                    } arrow => arrow.Expression,
                    _ => null,
                }
            )
            .OfType<ExpressionSyntax>()
            .Where(e => e.Span.OverlapsWith(inserted));

    private static string? Dropped(ExpressionSyntax expression, Func<SemanticModel> model, CancellationToken cancellationToken) =>
        expression switch
        {
            ConditionalAccessExpressionSyntax access => Dropped(access.WhenNotNull, model, cancellationToken),
            AwaitExpressionSyntax { Expression: InvocationExpressionSyntax call } => model().GetSymbolInfo(call, cancellationToken).Symbol
                is IMethodSymbol { ReturnType: INamedTypeSymbol { TypeArguments.Length: 1 } } awaited
            && IsQuestion(awaited)
                ? $"'{awaited.Name}'"
                : null,
            InvocationExpressionSyntax call => model().GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method
            && (IsPure(method) || IsLost(method, call, model(), cancellationToken))
                ? $"'{method.Name}'"
                : null,
            ObjectCreationExpressionSyntax creation => model().GetTypeInfo(creation, cancellationToken).Type
                is { TypeKind: TypeKind.Class or TypeKind.Struct } type
                ? $"a new '{type.Name}'"
                : null,
            _ => null,
        };

    /// <summary>A task that nobody waits for; in what is <c>async</c> the compiler warns of it itself.</summary>
    private static bool IsLost(IMethodSymbol method, SyntaxNode call, SemanticModel model, CancellationToken cancellationToken) =>
        method.ReturnType is { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks" } }
        && model.GetEnclosingSymbol(call.SpanStart, cancellationToken) is IMethodSymbol { IsAsync: false };

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
            || definition is { Name: "Equals" or "ReferenceEquals", ReturnType.SpecialType: SpecialType.System_Boolean }
            || IsQuestion(definition);
    }

    /// <summary>
    /// Whether a method of the framework asks something by its name. Other libraries call what changes something so as well (Assert.IsType,
    /// IsRequired, ToTable); of the project's own a question is answered with yes or no.
    /// </summary>
    private static bool IsQuestion(IMethodSymbol method) =>
        method.ReturnType.Name is not ("Task" or "ValueTask") || method.ReturnType is INamedTypeSymbol { TypeArguments.Length: 1 }
            ? Questions.Any(q =>
                (IsOfFramework(method) || (q is "Is" or "Has" or "Contains" && Answers(method)))
                && method.Name.StartsWith(q, StringComparison.Ordinal)
                && !method.Name.StartsWith("GetOr", StringComparison.Ordinal)
                && (method.Name.Length == q.Length || !char.IsLower(method.Name[q.Length]))
            )
            : method.Name is "FromResult" or "Delay";

    private static bool IsOfFramework(IMethodSymbol method) =>
        method.Locations.All(l => l.IsInMetadata)
        && method.ContainingAssembly?.Name is { } assembly
        && (
            assembly is "mscorlib" or "netstandard" or "System" or "System.Private.CoreLib"
            || assembly.StartsWith("System.", StringComparison.Ordinal)
        );

    private static bool Answers(IMethodSymbol method) =>
        method.Locations.Any(l => l.IsInSource)
        && (method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } ? result : method.ReturnType)
            is { SpecialType: SpecialType.System_Boolean };

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
