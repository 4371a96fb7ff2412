using Microsoft.CodeAnalysis;

namespace SmolCode.CodeAnalysis.Holes;

/// <summary>The member that a position is in.</summary>
internal static class EnclosingMember
{
    /// <summary>The method, accessor, property, field or type around a position; lambdas and local functions are within it.</summary>
    internal static ISymbol? Find(SemanticModel model, int position, CancellationToken cancellationToken)
    {
        var symbol = model.GetEnclosingSymbol(position, cancellationToken);
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
        {
            symbol = symbol.ContainingSymbol;
        }

        return symbol;
    }
}
