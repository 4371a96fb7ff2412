using Microsoft.CodeAnalysis;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>What <c>Equals</c>, <c>GetHashCode</c>, comparisons and their operators return, where their body is still to be written.</summary>
internal sealed class EqualityBodies : IStructuralSource
{
    /// <inheritdoc />
    public IEnumerable<string> Find(StructuralPlace place)
    {
        if (
            OpenBody.At(place) is { Method: { ContainingType: { TypeKind: TypeKind.Class or TypeKind.Struct } type } method } body
            && (!method.IsStatic || method.MethodKind == MethodKind.UserDefinedOperator)
            && KnownBodies.Expression(place, type, method.Name, method.Parameters) is { } expression
        )
        {
            yield return body.Before + expression + body.After;
        }
    }
}
