using Microsoft.CodeAnalysis;
using SmolCode.CodeAnalysis.Holes;

namespace SmolCode.CodeAnalysis.Explaining.Wording;

/// <summary>Symbols by the names that readers of the code know them by.</summary>
internal static class SymbolWording
{
    /// <summary>A type between backticks, as it stands in code.</summary>
    internal static string Type(ITypeSymbol type) => CodeQuote.Of(TypeName(type));

    /// <summary>The same without backticks.</summary>
    internal static string TypeName(ITypeSymbol type) => type.ToDisplayString(SymbolFacts.TypeFormat);

    /// <summary>A member between backticks, with its type's name in front unless it is a member of <paramref name="home"/>.</summary>
    internal static string Member(ISymbol symbol, INamedTypeSymbol? home = null) => CodeQuote.Of(MemberName(symbol, home));

    /// <summary>The same without backticks.</summary>
    internal static string MemberName(ISymbol symbol, INamedTypeSymbol? home = null)
    {
        var name = symbol switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } constructor => constructor
                .ContainingType
                .Name,
            IMethodSymbol { MethodKind: MethodKind.Destructor } finalizer => "~" + finalizer.ContainingType.Name,
            IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator } => OperatorName(symbol.Name),
            IMethodSymbol { MethodKind: MethodKind.Conversion, ReturnType: var type } => $"operator {TypeName(type)}",
            IMethodSymbol { AssociatedSymbol: { } property } => property.Name,
            IPropertySymbol { IsIndexer: true } => "this[]",
            IMethodSymbol { ExplicitInterfaceImplementations: [var implemented, ..] }
                when symbol.Name.Contains('.', StringComparison.Ordinal) => MemberName(implemented),
            IPropertySymbol { ExplicitInterfaceImplementations: [var implemented, ..] }
                when symbol.Name.Contains('.', StringComparison.Ordinal) => MemberName(implemented),
            ITypeSymbol type => TypeName(type),
            _ => symbol.Name,
        };
        var owner = symbol.ContainingType;
        return
            owner is null or { IsImplicitClass: true } or { IsExtension: true }
            || name.Contains('.', StringComparison.Ordinal)
            || symbol
                is ITypeSymbol
                    or ILocalSymbol
                    or IParameterSymbol
                    or IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.Constructor }
            || owner.Name.Length == 0
            || SymbolEqualityComparer.Default.Equals(owner.OriginalDefinition, home?.OriginalDefinition)
            ? name
            : $"{owner.Name}.{name}";
    }

    /// <summary>"the field", "the method" …</summary>
    internal static string Kind(ISymbol symbol) =>
        symbol switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } => "constructor",
            IMethodSymbol { MethodKind: MethodKind.Destructor } => "finalizer",
            IMethodSymbol { MethodKind: MethodKind.Conversion } conversion => conversion.Name == "op_Implicit"
                ? "implicit conversion"
                : "explicit conversion",
            IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator } => "operator",
            IMethodSymbol { MethodKind: MethodKind.LocalFunction } => "local function",
            IMethodSymbol { IsExtensionMethod: true } => "extension method",
            IMethodSymbol => "method",
            IPropertySymbol { IsIndexer: true } => "indexer",
            IPropertySymbol => "property",
            IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } => "enum member",
            IFieldSymbol { IsConst: true } => "constant",
            IFieldSymbol => "field",
            IEventSymbol => "event",
            IParameterSymbol => "parameter",
            ILocalSymbol => "variable",
            INamedTypeSymbol type => TypeKindName(type),
            _ => "symbol",
        };

    /// <summary>"sealed class", "readonly record struct", "interface" …</summary>
    internal static string TypeKindName(INamedTypeSymbol type)
    {
        var kind = type.TypeKind switch
        {
            TypeKind.Interface => "interface",
            TypeKind.Enum => "enum",
            TypeKind.Delegate => "delegate",
            TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
            TypeKind.Class => type.IsRecord ? "record" : "class",
            _ => "type",
        };
        if (type.TypeKind == TypeKind.Struct)
        {
            kind = (type.IsReadOnly ? "readonly " : "") + (type.IsRefLikeType ? "ref " : "") + kind;
        }

        return type.TypeKind == TypeKind.Class
            ? (
                type.IsStatic ? "static "
                : type.IsAbstract ? "abstract "
                : type.IsSealed ? "sealed "
                : ""
            ) + kind
            : kind;
    }

    /// <summary>"public", "private" …; empty where there is none to speak of.</summary>
    internal static string Accessibility(ISymbol symbol) =>
        symbol.DeclaredAccessibility switch
        {
            _ when symbol is INamedTypeSymbol { IsFileLocal: true } => "file-local",
            Microsoft.CodeAnalysis.Accessibility.Public => "public",
            Microsoft.CodeAnalysis.Accessibility.Internal => "internal",
            Microsoft.CodeAnalysis.Accessibility.Private => "private",
            Microsoft.CodeAnalysis.Accessibility.Protected => "protected",
            Microsoft.CodeAnalysis.Accessibility.ProtectedOrInternal => "protected internal",
            Microsoft.CodeAnalysis.Accessibility.ProtectedAndInternal => "private protected",
            _ => "",
        };

    private static string OperatorName(string name) =>
        name switch
        {
            "op_Equality" => "operator ==",
            "op_Inequality" => "operator !=",
            "op_Addition" => "operator +",
            "op_Subtraction" or "op_UnaryNegation" => "operator -",
            "op_Multiply" => "operator *",
            "op_Division" => "operator /",
            "op_Modulus" => "operator %",
            "op_LessThan" => "operator <",
            "op_GreaterThan" => "operator >",
            "op_LessThanOrEqual" => "operator <=",
            "op_GreaterThanOrEqual" => "operator >=",
            "op_Increment" => "operator ++",
            "op_Decrement" => "operator --",
            "op_True" => "operator true",
            "op_False" => "operator false",
            "op_LogicalNot" => "operator !",
            "op_OnesComplement" => "operator ~",
            "op_UnaryPlus" => "operator +",
            "op_BitwiseAnd" => "operator &",
            "op_BitwiseOr" => "operator |",
            "op_ExclusiveOr" => "operator ^",
            "op_LeftShift" => "operator <<",
            "op_RightShift" => "operator >>",
            "op_UnsignedRightShift" => "operator >>>",
            _ => "operator " + name.Replace("op_", "", StringComparison.Ordinal),
        };
}
