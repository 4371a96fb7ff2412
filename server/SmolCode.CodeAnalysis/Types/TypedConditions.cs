using Microsoft.CodeAnalysis;
using SmolCode.CodeAnalysis.Holes;

namespace SmolCode.CodeAnalysis.Types;

/// <summary>Conditions that are no values: flags the other way round, checks for null in the file's own words.</summary>
internal sealed class TypedConditions(TypedPlace place)
{
    private const int MaxNames = 12;

    /// <summary>Conditions, the most plausible first.</summary>
    internal IEnumerable<TypedValue> Find() =>
        Of(place.Scope.Where(s => s is ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol).Take(MaxNames));

    /// <summary>Conditions about some values, the most plausible first.</summary>
    internal IEnumerable<TypedValue> Of(IEnumerable<ISymbol> symbols)
    {
        var root = place.Left.Root.ToString();
        var (isNull, isNotNull) =
            Count(root, " is null") + Count(root, " is not null") >= Count(root, " == null") + Count(root, " != null")
                ? (" is null", " is not null")
                : (" == null", " != null");
        var rank = 0;
        foreach (var symbol in symbols)
        {
            var type = SymbolFacts.TypeOf(symbol);
            var name = SymbolFacts.Written(symbol.Name);
            var plausibility = 1.5 - (rank++ / 10.0);
            if (type?.SpecialType == SpecialType.System_Boolean)
            {
                yield return new TypedValue("!" + name, plausibility);
            }
            else if (symbol is ILocalSymbol { IsForEach: true } && place.Model.GetNullableContext(place.Position).AnnotationsEnabled())
            {
                // What a list is said to hold is there.
            }
            else if (
                type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated, TypeKind: not TypeKind.TypeParameter }
            )
            {
                // The project minds null, and says that there is none.
            }
            else if (type is { IsReferenceType: true } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T })
            {
                var bonus = type.NullableAnnotation == NullableAnnotation.Annotated ? 0.8 : 0;
                yield return new TypedValue(name + isNull, plausibility + bonus);
                yield return new TypedValue(name + isNotNull, plausibility + bonus);
            }
        }
    }

    private static int Count(string text, string part)
    {
        var count = 0;
        for (
            var at = text.IndexOf(part, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal)
        )
        {
            count++;
        }

        return count;
    }
}
