using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Facts;

/// <summary>What a member takes and gives.</summary>
internal static class SignatureFact
{
    internal static IEnumerable<CodeFact> Find(FactContext context, ExplainedNodes nodes)
    {
        if (nodes.Scope != ExplainedScope.Member || Symbol(context, nodes.Nodes[0]) is not { } symbol)
        {
            yield break;
        }

        var clauses = new List<string>();
        if (symbol is IMethodSymbol { Parameters: { Length: > 0 } parameters })
        {
            clauses.Add($"takes {EnglishList.Of(parameters.Select(Parameter), 8)}");
        }
        else if (symbol is IPropertySymbol { IsIndexer: true, Parameters: var keys })
        {
            clauses.Add($"takes {EnglishList.Of(keys.Select(Parameter), 8)}");
        }

        if (Result(symbol) is { } result)
        {
            clauses.Add(result);
        }

        if (clauses.Count > 0)
        {
            yield return new(FactKind.Signature, $"It {EnglishList.Of(clauses)}.", [nodes.Nodes[0].Span]);
        }
    }

    /// <summary>The symbol of a member; of a field declaration the first field's.</summary>
    internal static ISymbol? Symbol(FactContext context, SyntaxNode member) =>
        context.Declared(member is BaseFieldDeclarationSyntax { Declaration.Variables: [var variable, ..] } ? variable : member);

    /// <summary>The symbol of a member, or those of all fields that are declared together.</summary>
    internal static ImmutableArray<ISymbol> Symbols(FactContext context, SyntaxNode member) =>
        member is BaseFieldDeclarationSyntax { Declaration.Variables: { Count: > 1 } variables }
            ? [.. variables.Select(v => context.Declared(v)).OfType<ISymbol>()]
        : Symbol(context, member) is { } symbol ? [symbol]
        : [];

    /// <summary>"returns a `StockItem`"; null for what returns nothing.</summary>
    private static string? Result(ISymbol symbol)
    {
        if (
            symbol
            is not IMethodSymbol
            {
                MethodKind: MethodKind.Ordinary
                    or MethodKind.LocalFunction
                    or MethodKind.ExplicitInterfaceImplementation
                    or MethodKind.UserDefinedOperator
                    or MethodKind.Conversion
            } method
        )
        {
            return null;
        }

        var by = method.RefKind switch
        {
            RefKind.Ref => "a reference to ",
            RefKind.RefReadOnly => "a read-only reference to ",
            _ => "",
        };
        return method.ReturnType switch
        {
            { SpecialType: SpecialType.System_Void } => null,
            INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 0 } task when IsIn(task, "System.Threading.Tasks") =>
                $"returns a {SymbolWording.Type(task)} that ends when it is done",
            INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } task when IsIn(task, "System.Threading.Tasks") =>
                $"returns {Described(result)}, asynchronously",
            INamedTypeSymbol { Name: "IAsyncEnumerable", TypeArguments: [var element] } sequence
                when IsIn(sequence, "System.Collections.Generic") =>
                $"returns elements of the type {SymbolWording.Type(element)} asynchronously, one by one",
            var type => $"returns {by}{Described(type)}",
        };
    }

    private static bool IsIn(INamedTypeSymbol type, string space) => type.ContainingNamespace?.ToDisplayString() == space;

    private static string Described(ITypeSymbol type) =>
        type.NullableAnnotation == NullableAnnotation.Annotated && type.IsReferenceType
            ? $"{EnglishList.A(SymbolWording.Type(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)))} or null"
            : EnglishList.A(SymbolWording.Type(type));

    /// <summary>The constant of an enum with a value; several that are combined are told by the number.</summary>
    private static string Named(ITypeSymbol type, object value) =>
        type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => f.HasConstantValue && value.Equals(f.ConstantValue)) is { } constant
            ? CodeQuote.Of($"{type.Name}.{constant.Name}")
            : CodeQuote.Of(System.Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "");

    private static string Parameter(IParameterSymbol parameter)
    {
        var how = parameter.RefKind switch
        {
            RefKind.Out => "set for the caller",
            RefKind.Ref => "by reference, so that it may change it",
            RefKind.In or RefKind.RefReadOnlyParameter => "by read-only reference",
            _ => "",
        };
        var default_ = parameter.HasExplicitDefaultValue
            ? $", {(parameter.ExplicitDefaultValue switch
            {
                null => parameter.Type is { IsReferenceType: true, TypeKind: not TypeKind.Error } || parameter.Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? "null" : "its default",
                string text => CodeQuote.Of($"\"{(text.Length > 30 ? text[..30] + "…" : text)}\""),
                bool value => value ? "true" : "false",
                var value when parameter.Type.TypeKind == TypeKind.Enum => Named(parameter.Type, value),
                var value => CodeQuote.Of(System.Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? ""),
            })} unless given"
            : "";
        var many = parameter.IsParams ? "any number of " : "";
        var type = CodeQuote.Of(SymbolWording.TypeName(parameter.Type)) + (how.Length > 0 ? ", " + how : "");
        return $"{many}{CodeQuote.Of(parameter.Name)} ({type}{default_})";
    }
}
