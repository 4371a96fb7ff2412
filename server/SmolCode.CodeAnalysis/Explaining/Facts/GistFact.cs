using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Facts;

/// <summary>What the code is, in one sentence: by its documentation where it has some, else by what it does.</summary>
internal static class GistFact
{
    private const int LongestBesideInherited = 110;

    internal static CodeFact? Find(FactContext context, ExplainedNodes nodes, ImmutableArray<CodeFact> steps) =>
        nodes.Scope switch
        {
            ExplainedScope.Statements => OfStatements(context, nodes, steps),
            ExplainedScope.Member => OfMember(context, nodes.Nodes[0], steps),
            ExplainedScope.Type => OfType(context, nodes.Nodes[0]),
            ExplainedScope.Several => OfSeveral(context, nodes),
            _ => null,
        };

    private static CodeFact OfStatements(FactContext context, ExplainedNodes nodes, ImmutableArray<CodeFact> steps)
    {
        var subject = nodes.Nodes[0] is GlobalStatementSyntax ? "The program" : "This code";
        var where =
            nodes.Member is { } member and not GlobalStatementSyntax && SignatureFact.Symbol(context, member) is { } symbol
                ? $", part of {SymbolWording.Member(symbol)},"
                : "";
        var essence = Essence.Of(steps) ?? Essence.Scattered(steps) ?? "does nothing that could be told in one sentence";
        return new(FactKind.Gist, $"{(where.Length > 0 ? $"{subject}{where} {essence}" : Essence.After(subject, essence))}.", [nodes.Span])
        {
            Weight = 2,
        };
    }

    internal static CodeFact? OfMember(FactContext context, SyntaxNode node, ImmutableArray<CodeFact> steps)
    {
        if (SignatureFact.Symbol(context, node) is not { } symbol)
        {
            return new(FactKind.Gist, $"This member is not complete: the compiler makes nothing of {CodeQuote.Of(node)}.", [node.Span]);
        }

        if (node is BaseFieldDeclarationSyntax { Declaration.Variables: { Count: > 1 } variables })
        {
            var type = symbol is IFieldSymbol first ? $"{SymbolWording.Type(first.Type)} " : "";
            return new(
                FactKind.Gist,
                $"{EnglishList.Of(variables.Select(v => CodeQuote.Of(v.Identifier.Text)))} are {SymbolWording.Accessibility(symbol)} {type}{SymbolWording.Kind(symbol)}s of the {SymbolWording.TypeKindName(symbol.ContainingType)} {SymbolWording.Type(symbol.ContainingType)}.",
                [node.Span]
            )
            {
                Weight = 2,
            };
        }

        var subject = $"{SymbolWording.Member(symbol, symbol.ContainingType)} is {Described(symbol)}";
        var essence = Essence.Of(steps) ?? WithoutSteps(symbol, node);
        if (context.Documentation.Summary(symbol) is { } summary)
        {
            // What is said of something that this overrides is not said of this one.
            var told =
                !context.Documentation.IsOwn(symbol)
                && essence?.Length <= LongestBesideInherited
                && !essence.Contains("comes first", StringComparison.Ordinal)
                    ? $"{Essence.After($"{subject} (“{summary.TrimEnd('.')}”), that", essence)}."
                : steps is [{ Kind: FactKind.Variable, Clause: { } start }] && start.StartsWith("starts out", StringComparison.Ordinal)
                    ? $"{subject}: “{summary.TrimEnd('.')}”; it {start}."
                // One step is no list.
                : steps is [{ Lead: null, Children.IsEmpty: true, Kind: FactKind.Return or FactKind.Call or FactKind.Assignment }]
                && essence?.Length <= LongestBesideInherited
                    ? $"{subject}: “{summary.TrimEnd('.')}”; it {essence}."
                : $"{subject}: “{summary.TrimEnd('.')}”.";
            return new(FactKind.Gist, told, [node.Span]) { Weight = 2 };
        }

        return new(
            FactKind.Gist,
            essence is null ? $"{subject}."
                : CodeQuote.Without(subject).Contains(", ", StringComparison.Ordinal) ? $"{Essence.After($"{subject}, that", essence)}."
                : $"{Essence.After($"{subject} that", essence)}.",
            [node.Span]
        )
        {
            Weight = 2,
        };
    }

    /// <summary>What is to be said of a member that has no steps: its body is empty, or somewhere else.</summary>
    internal static string? WithoutSteps(ISymbol symbol, SyntaxNode node) =>
        symbol switch
        {
            IMethodSymbol method when method.GetDllImportData() is { ModuleName: { } library } =>
                $"calls into the native library {CodeQuote.Of(library)}",
            IMethodSymbol { IsPartialDefinition: true } method
                when Attribute(method, "GeneratedRegexAttribute") is { ConstructorArguments: [{ Value: string pattern }, ..] } =>
                $"returns the regular expression {Pattern(pattern)}, which .NET's generator has compiled",
            IPropertySymbol { IsPartialDefinition: true } property
                when Attribute(property, "GeneratedRegexAttribute") is { ConstructorArguments: [{ Value: string pattern }, ..] } =>
                $"holds the regular expression {Pattern(pattern)}, which .NET's generator has compiled",
            IMethodSymbol { IsPartialDefinition: true } method when Attribute(method, "LoggerMessageAttribute") is { } logged =>
                $"writes to the log{(LogMessage(logged) is { } message ? $": {CodeQuote.Of($"\"{message}\"")}" : "")}",
            IMethodSymbol method when NativeLibrary(method) is { } library => $"calls into the native library {CodeQuote.Of(library)}",
            IMethodSymbol { IsExtern: true } => "is implemented outside of C#",
            IMethodSymbol { IsPartialDefinition: true, PartialImplementationPart: null } partial => partial
                is { ReturnsVoid: true, DeclaredAccessibility: Accessibility.Private }
                ? "may be implemented in another part; where it isn't, calls of it are left out"
                : "has its body in another part, which a generator may write",
            IPropertySymbol { IsPartialDefinition: true, PartialImplementationPart: null } =>
                "has its accessors in another part, which a generator may write",
            IMethodSymbol when node is BaseMethodDeclarationSyntax { Body.Statements.Count: 0, Body.CloseBraceToken.IsMissing: false } =>
                "does nothing",
            _ => null,
        };

    private static string? NativeLibrary(IMethodSymbol method) =>
        Attribute(method, "LibraryImportAttribute") is { ConstructorArguments: [{ Value: string library }] } ? library : null;

    private static string Pattern(string pattern) =>
        CodeQuote.Of(
            $"@\"{(pattern.Length > 60 ? pattern[..60] + "…" : pattern).Replace("\"", "\"\"", StringComparison.Ordinal).ReplaceLineEndings(" ")}\""
        );

    private static AttributeData? Attribute(ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == name);

    private static string? LogMessage(AttributeData logged) =>
        logged.ConstructorArguments.Select(a => a.Kind == TypedConstantKind.Primitive ? a.Value : null).OfType<string>().LastOrDefault()
        ?? logged.NamedArguments.FirstOrDefault(a => a.Key == "Message").Value.Value as string;

    /// <summary>"a public async method of the sealed class `Inventory`".</summary>
    private static string Described(ISymbol symbol)
    {
        var words = new List<string>();
        if (
            symbol.ContainingType?.TypeKind != TypeKind.Interface
            && SymbolWording.Accessibility(symbol) is { Length: > 0 } access
            && !IsExplicit(symbol)
            && symbol is not IMethodSymbol { MethodKind: MethodKind.Destructor or MethodKind.StaticConstructor }
        )
        {
            words.Add(access);
        }

        if (symbol.IsStatic && symbol is not IFieldSymbol { IsConst: true } && symbol is not IMethodSymbol { IsExtensionMethod: true })
        {
            words.Add("static");
        }

        if (symbol.ContainingType?.TypeKind != TypeKind.Interface && symbol.IsAbstract)
        {
            words.Add("abstract");
        }

        if (symbol.IsVirtual && symbol.ContainingType?.TypeKind != TypeKind.Interface)
        {
            words.Add("virtual");
        }

        if (symbol is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
        {
            words.Add("required");
        }

        if (symbol is IMethodSymbol { IsAsync: true })
        {
            words.Add("async");
        }

        if (symbol is IFieldSymbol { IsReadOnly: true })
        {
            words.Add("read-only");
        }

        if (IsExplicit(symbol))
        {
            words.Add("explicitly implemented");
        }

        var kind = SymbolWording.Kind(symbol);
        var type = symbol switch
        {
            IFieldSymbol { IsConst: true } constant => $" with the value {Constant(constant)}",
            _ => "",
        };
        var valueType = symbol switch
        {
            IPropertySymbol property => property.Type,
            IFieldSymbol { IsConst: false } field => field.Type,
            IEventSymbol @event => @event.Type,
            _ => null,
        };
        if (symbol is IPropertySymbol { IsIndexer: false } accessed)
        {
            kind =
                accessed.RefKind == RefKind.Ref ? "ref property"
                : accessed.SetMethod is null ? "read-only property"
                : accessed.GetMethod is null ? "write-only property"
                : accessed.SetMethod.IsInitOnly ? "property, set at construction only,"
                : accessed.SetMethod.DeclaredAccessibility < accessed.DeclaredAccessibility
                    ? $"property ({SymbolWording.Accessibility(accessed.SetMethod)} set)"
                : "property";
        }

        if (valueType is not null)
        {
            // "read-only property" → "read-only `int` property".
            var noun = kind.LastIndexOf(
                symbol is IPropertySymbol { IsIndexer: false } ? "property" : SymbolWording.Kind(symbol),
                StringComparison.Ordinal
            );
            kind = kind.Insert(Math.Max(0, noun), SymbolWording.Type(valueType) + " ");
        }

        words.Add(kind);
        if (symbol.ContainingType is { IsExtension: true, ExtensionParameter: { } receiver })
        {
            words[^1] = words[^1].Contains("property", StringComparison.Ordinal)
                ? words[^1].Replace("property", "extension property", StringComparison.Ordinal)
                : "extension " + words[^1];
            type += $" on {SymbolWording.Type(receiver.Type)}";
        }
        else if (symbol is IMethodSymbol { IsExtensionMethod: true, Parameters: [var extended, ..] })
        {
            type += $" on {SymbolWording.Type(extended.Type)},";
        }

        var owner = symbol.ContainingType is { IsImplicitClass: false, IsExtension: false, Name.Length: > 0 } container
            ? $" of the {SymbolWording.TypeKindName(container)} {SymbolWording.Type(container)}"
            : "";
        // The name of an explicit implementation says what it implements.
        var implements = IsExplicit(symbol) ? "" : Implemented(symbol);
        return EnglishList.A(string.Join(' ', words)) + type + owner + implements;
    }

    private static bool IsExplicit(ISymbol symbol) =>
        symbol
            is IMethodSymbol { ExplicitInterfaceImplementations.Length: > 0 }
                or IPropertySymbol { ExplicitInterfaceImplementations.Length: > 0 };

    private static string Implemented(ISymbol symbol)
    {
        if (symbol.IsOverride)
        {
            var overridden = symbol switch
            {
                IMethodSymbol method => (ISymbol?)method.OverriddenMethod,
                IPropertySymbol property => property.OverriddenProperty,
                _ => null,
            };
            return overridden is null ? "" : $", overriding {SymbolWording.Member(overridden)}";
        }

        if (symbol.ContainingType is not { TypeKind: not TypeKind.Interface } owner || symbol.IsStatic)
        {
            return "";
        }

        foreach (var contract in owner.AllInterfaces)
        {
            foreach (var member in contract.GetMembers().Where(m => m.Kind == symbol.Kind))
            {
                if (SymbolEqualityComparer.Default.Equals(owner.FindImplementationForInterfaceMember(member), symbol))
                {
                    return $", implementing {SymbolWording.Member(member)}";
                }
            }
        }

        return "";
    }

    internal static string Constant(IFieldSymbol constant) =>
        constant.ConstantValue switch
        {
            null => "null",
            string text => CodeQuote.Of($"\"{(text.Length > 40 ? text[..40] + "…" : text).Replace("\n", " ", StringComparison.Ordinal)}\""),
            char letter => CodeQuote.Of($"'{letter}'"),
            bool value => value ? "true" : "false",
            var value => CodeQuote.Of(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? ""),
        };

    private static CodeFact? OfType(FactContext context, SyntaxNode node)
    {
        if (context.Declared(node) is not INamedTypeSymbol type)
        {
            return null;
        }

        var access = SymbolWording.Accessibility(type);
        var subject = $"{SymbolWording.Type(type)} is {EnglishList.A($"{access} {SymbolWording.TypeKindName(type)}".Trim())}";
        if (context.Documentation.Summary(type) is { } summary)
        {
            // What an enum may be is the first question about it, whatever it is for.
            var values = type.TypeKind == TypeKind.Enum ? $" It is an enum{TypeRoleFact.Essence(type)}." : "";
            return new(FactKind.Gist, $"{subject}: “{summary.TrimEnd('.')}”.{values}", [node.Span]) { Weight = 2 };
        }

        return new(FactKind.Gist, $"{subject}{TypeRoleFact.Essence(type)}.", [node.Span]) { Weight = 2 };
    }

    private static CodeFact OfSeveral(FactContext context, ExplainedNodes nodes)
    {
        var lines = context.Line(nodes.Span.End) - context.Line(nodes.Span.Start) + 1;
        var types = nodes.Nodes.Where(n => n is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax).ToList();
        var members = nodes.Nodes.Length - types.Count;
        var names = nodes
            .Nodes.Select(n => SignatureFact.Symbol(context, n))
            .OfType<ISymbol>()
            .Select(s => SymbolWording.Member(s, s.ContainingType))
            .Distinct();
        var what =
            types.Count == 0 ? EnglishList.Count(members, "member")
            : members == 0 ? EnglishList.Count(types.Count, "type")
            : $"{EnglishList.Count(types.Count, "type")} and {EnglishList.Count(members, "other member")}";
        var owner =
            types.Count == 0 && nodes.Type is { } around && context.Declared(around) is INamedTypeSymbol type
                ? $" of the {SymbolWording.TypeKindName(type)} {SymbolWording.Type(type)}"
                : "";
        return new(FactKind.Gist, $"These {lines} lines hold {what}{owner}: {EnglishList.Of(names, 8)}.", [nodes.Span]) { Weight = 2 };
    }
}
