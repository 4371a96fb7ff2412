using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Loading;

namespace SmolCode.CodeAnalysis.Usings;

/// <summary>A name that doesn't bind and that a <c>using</c> may bring in.</summary>
/// <param name="Name">The name.</param>
/// <param name="Arity">Type arguments that are written.</param>
/// <param name="Receiver">Type of what stands left of the dot: an extension method is missing; null: a type is.</param>
/// <param name="IsAttribute">It stands for an attribute, whose type may be named longer.</param>
internal sealed record MissingName(string Name, int Arity, ITypeSymbol? Receiver, bool IsAttribute)
{
    /// <summary>The first name within an insertion that doesn't bind; null where there is none, or no <c>using</c> brings it.</summary>
    internal static MissingName? First(SemanticView view, TextSpan inserted, CancellationToken cancellationToken)
    {
        SyntaxNode root = view.Body is { } body ? body : view.Root;
        var names = root.DescendantNodes(n => n.FullSpan.IntersectsWith(inserted))
            .OfType<SimpleNameSyntax>()
            .Where(n => !n.IsMissing && n.Span.Start < inserted.End && n.Span.End > inserted.Start);
        foreach (var name in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsOfAnotherKind(name))
            {
                continue;
            }

            var info = view.Model.GetSymbolInfo(name, cancellationToken);
            if (info.Symbol is not null || info.CandidateReason != CandidateReason.None || !info.CandidateSymbols.IsEmpty)
            {
                continue;
            }

            if (ReceiverOf(name) is { } receiver)
            {
                var type = view.Model.GetTypeInfo(receiver, cancellationToken).Type;
                if (type is null or IErrorTypeSymbol && view.Model.GetSymbolInfo(receiver, cancellationToken).Symbol is null)
                {
                    // Follows from another name that doesn't bind.
                    continue;
                }

                var isValue = view.Model.GetSymbolInfo(receiver, cancellationToken).Symbol is not (INamespaceOrTypeSymbol or IAliasSymbol);
                return isValue && type is not null and not IErrorTypeSymbol and { TypeKind: not (TypeKind.Dynamic or TypeKind.Pointer) }
                    ? new MissingName(name.Identifier.ValueText, name.Arity, WithoutNullable(type, name), IsAttribute: false)
                    : null;
            }

            // A type is not called, and behind a qualifier no using helps.
            return
                name.Parent is InvocationExpressionSyntax
                || (name.Parent is QualifiedNameSyntax qualified && qualified.Right == name)
                || name.Parent is AliasQualifiedNameSyntax
                ? null
                : new MissingName(name.Identifier.ValueText, name.Arity, Receiver: null, name.Parent is AttributeSyntax);
        }

        return null;
    }

    private static ExpressionSyntax? ReceiverOf(SimpleNameSyntax name) =>
        name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access.Expression,
            MemberBindingExpressionSyntax binding => binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
            _ => null,
        };

    private static ITypeSymbol WithoutNullable(ITypeSymbol type, SimpleNameSyntax name) =>
        name.Parent is MemberBindingExpressionSyntax
        && type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;

    // Names that no type and no extension method stands behind.
    private static bool IsOfAnotherKind(SimpleNameSyntax name) =>
        name.Identifier.ValueText is "var" or "_" or "nameof" or "dynamic" or "value" or "field" or "global" or "notnull" or "unmanaged"
        || name.Parent is NameColonSyntax or NameEqualsSyntax or GotoStatementSyntax or NameMemberCrefSyntax or ExpressionColonSyntax
        || (name.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment && assignment.Left == name);
}
