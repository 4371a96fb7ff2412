using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Facts;

/// <summary>What a type is for, by its shape: data, service, exception, contract, extensions.</summary>
internal static class TypeRoleFact
{
    internal static IEnumerable<CodeFact> Find(FactContext context, ExplainedNodes nodes)
    {
        if (nodes.Scope != ExplainedScope.Type || context.Declared(nodes.Nodes[0]) is not INamedTypeSymbol type)
        {
            yield break;
        }

        var head = Head(nodes.Nodes[0]);
        foreach (var sentence in Roles(type))
        {
            yield return new(FactKind.Role, sentence, [head]) { Weight = 2 };
        }

        if (type.BaseType is { SpecialType: SpecialType.None } parent && type.TypeKind == TypeKind.Class)
        {
            yield return new(FactKind.Role, $"It derives from {SymbolWording.Type(parent)}{Origins.Suffix(context, parent)}.", [head]);
        }

        // A record's equality is the compiler's.
        List<INamedTypeSymbol> contracts = [.. type.Interfaces.Where(i => !(type.IsRecord && i.Name == "IEquatable"))];
        if (contracts.Count > 0 && type.TypeKind != TypeKind.Enum)
        {
            yield return new(
                FactKind.Role,
                $"It {(type.TypeKind == TypeKind.Interface ? "extends" : "implements")} {EnglishList.Of(contracts.Select(SymbolWording.Type), 6)}.",
                [head]
            );
        }

        if (type.TypeParameters.Length > 0)
        {
            yield return new(FactKind.Role, $"It is generic: {EnglishList.Of(type.TypeParameters.Select(Constraint))}.", [head]);
        }

        if (type.DeclaringSyntaxReferences.Length > 1)
        {
            yield return new(
                FactKind.Role,
                $"It is declared in {type.DeclaringSyntaxReferences.Length} parts; this is about the one here.",
                [head]
            );
        }
    }

    /// <summary>The end of "`X` is a class": what it offers.</summary>
    internal static string Essence(INamedTypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Enum)
        {
            List<string> values = [.. type.GetMembers().OfType<IFieldSymbol>().Where(f => f.IsConst).Select(f => CodeQuote.Of(f.Name))];
            return values.Count == 0 ? " without values" : $" of {EnglishList.Count(values.Count, "value")}: {EnglishList.Of(values, 8)}";
        }

        if (type.DelegateInvokeMethod is { } invoke)
        {
            return $" for methods that take {(invoke.Parameters.Length == 0 ? "nothing" : EnglishList.Of(invoke.Parameters.Select(p => CodeQuote.Of($"{By(p.RefKind)}{SymbolWording.TypeName(p.Type)} {p.Name}"))))} and return {(invoke.ReturnsVoid ? "nothing" : SymbolWording.Type(invoke.ReturnType))}";
        }

        List<string> data =
        [
            .. Data(type)
                .Concat<ISymbol>(
                    type.GetMembers().Where(m => m is IFieldSymbol or IEventSymbol && !m.IsImplicitlyDeclared && IsOffered(m, type))
                )
                .Select(p => CodeQuote.Of(p.Name))
                .Distinct(),
        ];
        List<string> methods =
        [
            .. Offered(type)
                .OfType<IMethodSymbol>()
                .Where(m => m.MethodKind == MethodKind.Ordinary)
                .Select(m => CodeQuote.Of(m.Name))
                .Concat(Offered(type).OfType<IPropertySymbol>().Where(p => p.IsIndexer).Select(_ => "an indexer"))
                .Distinct(),
        ];
        return (data.Count, methods.Count) switch
        {
            (0, 0) => WithoutData(type),
            (_, 0) => $" that holds {EnglishList.Of(data, 6)}",
            (0, _) => $" that offers {EnglishList.Of(methods, 6)}",
            _ => $" that holds {EnglishList.Of(data, 4)} and offers {EnglishList.Of(methods, 5)}",
        };
    }

    /// <summary>Of a type without data and methods: that there is nothing, where there really isn't.</summary>
    private static string WithoutData(INamedTypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Interface)
        {
            return type.GetMembers().Any(m => !m.IsImplicitlyDeclared) ? "" : " without members of its own";
        }

        var offered = type.GetMembers()
            .Where(m => !m.IsImplicitlyDeclared && (IsOffered(m, type) || m is INamedTypeSymbol { IsExtension: true }))
            .ToList();
        return offered.Count == 0 ? " without public members of its own"
            : offered.TrueForAll(m => m is IMethodSymbol { MethodKind: MethodKind.Constructor })
                ? $" without public members of its own but {(offered.Count == 1 ? "its constructor" : "its constructors")}"
            : "";
    }

    /// <summary>Members that others may use, in the order of the source.</summary>
    internal static IEnumerable<ISymbol> Offered(INamedTypeSymbol type) =>
        type.GetMembers()
            .Where(m =>
                !m.IsImplicitlyDeclared
                && m.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal
            );

    private static IEnumerable<IPropertySymbol> Data(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IPropertySymbol>().Where(p => !p.IsIndexer && IsOffered(p, type) && p.Name != "EqualityContract");

    /// <summary>Public, or as far to be seen as a type that is not.</summary>
    private static bool IsOffered(ISymbol member, INamedTypeSymbol type) =>
        member.DeclaredAccessibility == Accessibility.Public
        || member.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal
            && type.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected);

    private static IEnumerable<string> Roles(INamedTypeSymbol type)
    {
        var bases = Bases(type).Select(b => b.ToDisplayString()).ToHashSet(StringComparer.Ordinal);
        var methods = type.GetMembers()
            .OfType<IMethodSymbol>()
            .Where(m => m.MethodKind == MethodKind.Ordinary && !m.IsImplicitlyDeclared)
            .ToList();
        var isWithoutCode = !type.GetMembers()
            .Any(m =>
                m is IEventSymbol or IPropertySymbol { IsIndexer: true }
                || m
                    is IMethodSymbol
                    {
                        IsImplicitlyDeclared: false,
                        MethodKind: MethodKind.ExplicitInterfaceImplementation
                            or MethodKind.UserDefinedOperator
                            or MethodKind.Conversion
                            or MethodKind.Destructor
                    }
            );
        var properties = Data(type).ToList();
        if (bases.Contains("System.Exception"))
        {
            yield return "It is an exception: it is thrown and caught.";
        }
        else if (bases.Contains("System.Attribute"))
        {
            yield return "It is an attribute: it is written in front of declarations.";
        }
        else if (type.TypeKind == TypeKind.Enum)
        {
            if (type.GetAttributes().Any(a => a.AttributeClass?.Name == "FlagsAttribute"))
            {
                yield return "Its values are flags and can be combined.";
            }
        }
        else if (type.TypeKind == TypeKind.Interface)
        {
            var statics = type.GetMembers()
                .Count(m => m is { IsStatic: true, IsAbstract: true } and not IMethodSymbol { AssociatedSymbol: not null });
            var own = type.GetMembers().Count(m => m is not IMethodSymbol { AssociatedSymbol: not null });
            yield return own == 0
                ? type.Interfaces switch
                {
                    [] => "It has no members: types implement it to be told from others.",
                    [var one] => $"It adds no members to those of {SymbolWording.Type(one)}.",
                    var several =>
                        $"It has no members of its own but those of {EnglishList.Of(several.Select(i => SymbolWording.Type(i)), 5)}.",
                }
                : $"It is a contract of {EnglishList.Count(own, "member")} that other types fulfil{(statics > 0 ? $", {statics} of them static, so that generic code can call them on a type parameter" : "")}.";
        }
        else if (methods.Count > 0 && methods.TrueForAll(m => m.IsExtensionMethod))
        {
            var on = methods.Select(m => SymbolWording.Type(m.Parameters[0].Type)).Distinct();
            yield return $"It holds {EnglishList.Count(methods.Count, "extension method")}, on {EnglishList.Of(on, 5)}.";
        }
        else if (methods.Exists(IsTest))
        {
            yield return $"It is a test class with {EnglishList.Count(methods.Count(IsTest), "test")}.";
        }
        else if (type.IsRecord && methods.Exists(m => m.Name == "Equals"))
        {
            yield return "It is a record with an equality of its own.";
        }
        else if (type.IsRecord)
        {
            yield return $"It is a record: two of them are equal when their values are{(type.TypeKind == TypeKind.Class && properties.Count > 0 && properties.Concat(Bases(type).SelectMany(Data)).All(p => p.SetMethod is null or { IsInitOnly: true }) ? ", and its public properties can't be changed after construction" : "")}.";
        }
        else if (
            type is { IsStatic: false }
            && methods.Count == 0
            && isWithoutCode
            && properties.Count > 0
            && type.TypeKind is TypeKind.Class or TypeKind.Struct
        )
        {
            yield return $"It is plain data: {EnglishList.Count(properties.Count, "property", "properties")} and no methods of its own.";
        }

        if (type.IsRefLikeType)
        {
            yield return "It is a ref struct: it lives on the stack only, and can't be boxed or kept in a field of a class.";
        }

        if (Collaborators(type) is { Length: > 0 } collaborators)
        {
            yield return $"Its constructor is given what it works with: {EnglishList.Of(collaborators.Select(c => $"{CodeQuote.Of(c.Name)} ({SymbolWording.Type(c.Type)})"), 6)}.";
        }

        if (
            type.AllInterfaces.Any(i => i.ToDisplayString() is "System.IDisposable" or "System.IAsyncDisposable")
            && type.TypeKind != TypeKind.Interface
        )
        {
            yield return "It is disposable: whoever creates one has to dispose it.";
        }

        var state = type.GetMembers()
            .OfType<IFieldSymbol>()
            .Where(f => f is { IsConst: false, IsReadOnly: false, IsImplicitlyDeclared: false } && type.TypeKind != TypeKind.Enum)
            .ToList();
        List<IFieldSymbol> shared = [.. state.Where(f => f.IsStatic && !IsPerThread(f))];
        if (shared.Count > 0)
        {
            yield return $"It keeps state that all of the process shares: {EnglishList.Of(shared.Select(f => CodeQuote.Of(f.Name)), 5)}.";
        }

        if (state.Exists(f => !f.IsStatic))
        {
            yield return $"It keeps state that changes: {EnglishList.Of(state.Where(f => !f.IsStatic).Select(f => $"{CodeQuote.Of(f.Name)} ({SymbolWording.Type(f.Type)})"), 5)}.";
        }
    }

    private static string By(RefKind kind) =>
        kind switch
        {
            RefKind.Out => "out ",
            RefKind.Ref => "ref ",
            RefKind.In => "in ",
            RefKind.RefReadOnlyParameter => "ref readonly ",
            _ => "",
        };

    /// <summary>Interfaces, delegates and the like that the only constructor takes: what dependency injection hands over.</summary>
    private static ImmutableArray<IParameterSymbol> Collaborators(INamedTypeSymbol type) =>
        type.TypeKind is TypeKind.Class or TypeKind.Struct
        && !type.IsRecord
        && type
            .InstanceConstructors.Where(c => !c.IsImplicitlyDeclared || c.Parameters.Length > 0)
            .Where(c => type.TypeKind == TypeKind.Class || c.Parameters.Length > 0)
            .ToList()
            is [{ Parameters: { Length: > 0 } parameters } constructor]
        && (
            parameters.Any(p => p.Type.TypeKind is TypeKind.Interface or TypeKind.Delegate)
            // A primary constructor's parameters are the type's own as long as it lives.
            || constructor.DeclaringSyntaxReferences is [var declared] && declared.GetSyntax() is TypeDeclarationSyntax
        )
            ? parameters
            : [];

    /// <summary>Static, and yet every thread has its own.</summary>
    internal static bool IsPerThread(ISymbol symbol) => symbol.GetAttributes().Any(a => a.AttributeClass?.Name == "ThreadStaticAttribute");

    private static bool IsTest(IMethodSymbol method) =>
        method
            .GetAttributes()
            .Any(a =>
                a.AttributeClass?.Name
                    is "FactAttribute"
                        or "TheoryAttribute"
                        or "TestAttribute"
                        or "TestCaseAttribute"
                        or "TestMethodAttribute"
            );

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            yield return parent;
        }
    }

    private static string Constraint(ITypeParameterSymbol parameter)
    {
        var rules = new List<string>();
        if (parameter.HasReferenceTypeConstraint)
        {
            rules.Add("a class");
        }

        if (parameter.HasUnmanagedTypeConstraint)
        {
            rules.Add("an unmanaged type");
        }
        else if (parameter.HasValueTypeConstraint)
        {
            rules.Add("a struct");
        }

        if (parameter.HasNotNullConstraint)
        {
            rules.Add("not null");
        }

        rules.AddRange(parameter.ConstraintTypes.Select(t => EnglishList.A(SymbolWording.Type(t))));
        if (parameter.HasConstructorConstraint)
        {
            rules.Add("constructible without arguments");
        }

        return rules.Count == 0
            ? $"{CodeQuote.Of(parameter.Name)} can be any type"
            : $"{CodeQuote.Of(parameter.Name)} has to be {EnglishList.Of(rules)}";
    }

    private static Microsoft.CodeAnalysis.Text.TextSpan Head(SyntaxNode node) =>
        node is BaseTypeDeclarationSyntax type ? type.Identifier.Span : node.Span;
}
