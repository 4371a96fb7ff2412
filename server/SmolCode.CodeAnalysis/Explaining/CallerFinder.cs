using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining;

/// <summary>Finds who uses the explained member or type. Slower than the facts of the code itself, so asked for by itself.</summary>
public static class CallerFinder
{
    private const int Most = 5;

    /// <summary>Of more fields that are declared together nothing more is told.</summary>
    private const int MostTogether = 6;

    /// <summary>Who uses it, within a time limit; null where nothing can be said: no name, or the time was over.</summary>
    public static async Task<CodeFact?> FindAsync(
        DocumentSnapshot snapshot,
        ExplainedCode code,
        TimeSpan limit,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(code);
        if (code.NamePositions.IsEmpty)
        {
            return null;
        }

        using var timeout = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await Task.Run(() => FindAsync(snapshot, code, both.Token), both.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<CodeFact?> FindAsync(DocumentSnapshot snapshot, ExplainedCode code, CancellationToken cancellationToken)
    {
        if (code.NamePositions is [var only])
        {
            return await UsersAsync(snapshot, code, only, cancellationToken) is not { } users ? null
                : users.Where is { } told
                    ? Fact($"It{(users.Others ? ", or what it overrides or implements," : "")} is {users.Verb} {told}.")
                : Fact($"No other code that is loaded uses it{(users.IsOffered ? "; it is public, so code elsewhere may" : "")}.");
        }

        // Fields that are declared together.
        var used = new List<string>();
        var unused = new List<string>();
        foreach (var position in code.NamePositions.Take(MostTogether))
        {
            switch (await UsersAsync(snapshot, code, position, cancellationToken))
            {
                case { Where: { } told } users:
                    used.Add($"{users.Name} {(used.Count == 0 ? $"is {users.Verb} " : "")}{told}");
                    break;
                case { } users:
                    unused.Add(users.Name);
                    break;
            }
        }

        if (unused.Count > 0)
        {
            used.Add($"{(used.Count == 0 ? "No" : "no")} other code that is loaded uses {EnglishList.Of(unused, MostTogether, "or")}");
        }

        return used.Count > 0 ? Fact($"{string.Join("; ", used)}.") : null;

        CodeFact Fact(string text) => new(FactKind.Callers, text, [code.Span]);
    }

    /// <summary>Who uses a symbol; null where nothing can be said.</summary>
    private static async Task<Users?> UsersAsync(
        DocumentSnapshot snapshot,
        ExplainedCode code,
        int position,
        CancellationToken cancellationToken
    )
    {
        var symbol = await SymbolFinder.FindSymbolAtPositionAsync(snapshot.Document, position, cancellationToken);
        if (symbol is null)
        {
            return null;
        }

        var users = new Dictionary<string, int>(StringComparer.Ordinal);
        var count = 0;
        var others = false;
        var isImplied = false;
        // A file that several projects or target frameworks compile is looked through once for each.
        var known = new HashSet<(string?, Microsoft.CodeAnalysis.Text.TextSpan)>();
        var found = await SymbolFinder.FindReferencesAsync(symbol, snapshot.Document.Project.Solution, cancellationToken);
        // The search also finds what else implements the same contract, which is not what was asked about.
        foreach (
            var (definition, isOther, locations) in found
                .Select(f => (f.Definition, IsOther: !IsSame(f.Definition, symbol), f.Locations))
                .Where(f => !f.IsOther || symbol is INamedTypeSymbol || StandsFor(f.Definition, symbol))
                .OrderBy(f => f.IsOther)
        )
        {
            foreach (var place in locations.Where(l => known.Add((l.Document.FilePath, l.Location.SourceSpan))))
            {
                // `new(…)` names no type and is a call like any other; what else the language implies is no place to look up.
                if (place.IsImplicit && definition is not IMethodSymbol { MethodKind: MethodKind.Constructor })
                {
                    isImplied = true;
                    continue;
                }

                // A type's own members speak of it all the time.
                if (place.Document.Id == snapshot.Document.Id && code.Span.Contains(place.Location.SourceSpan))
                {
                    continue;
                }

                if (await NameAsync(place, cancellationToken) is not { } user)
                {
                    continue;
                }

                count++;
                others |=
                    isOther
                    && symbol is not INamedTypeSymbol
                    && definition.ContainingType?.ToDisplayString() != symbol.ContainingType?.ToDisplayString();
                users[user] = users.GetValueOrDefault(user) + 1;
            }
        }

        var verb = symbol switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor } => "called",
            IMethodSymbol => "called",
            _ => "used",
        };
        var name = CodeQuote.Of(symbol.Name);
        if (users.Count == 0)
        {
            // A file that stands alone says nothing about who uses it.
            return isImplied || snapshot.Depth == AnalysisDepth.File || IsCalledWithoutItsName(symbol) || IsCalledFromElsewhere(symbol)
                ? null
                : new(name, verb, others, null) { IsOffered = IsOffered(symbol) };
        }

        var where = snapshot.Depth == AnalysisDepth.File ? " of this file" : "";
        var places =
            users.Count > 1 || count == 1 ? ": "
            : count == 2 ? ", both in "
            : ", all in ";
        var who = users.OrderByDescending(u => u.Value).ThenBy(u => u.Key, StringComparer.Ordinal).Select(u => CodeQuote.Of(u.Key));
        return new(name, verb, others, $"in {EnglishList.Count(count, "place")}{where}{places}{EnglishList.Of(who, Most)}");
    }

    private static bool IsOffered(ISymbol symbol)
    {
        for (var around = symbol; around is not (null or INamespaceSymbol); around = around.ContainingSymbol)
        {
            if (around.DeclaredAccessibility != Accessibility.Public)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The same member or type, compiled for another target or not.</summary>
    private static bool IsSame(ISymbol definition, ISymbol symbol) =>
        SymbolEqualityComparer.Default.Equals(definition.OriginalDefinition, symbol.OriginalDefinition)
        || definition.Kind == symbol.Kind
            && definition.OriginalDefinition.GetDocumentationCommentId() is { } id
            && id == symbol.OriginalDefinition.GetDocumentationCommentId();

    /// <summary>What a call may mean the symbol by: what it overrides or implements, unless that is everybody's, as IEquatable is.</summary>
    private static bool StandsFor(ISymbol definition, ISymbol symbol)
    {
        if (definition is INamedTypeSymbol || definition.ContainingType is not { } owner)
        {
            // The type of a constructor and the like.
            return symbol is not IMethodSymbol { MethodKind: not MethodKind.Constructor };
        }

        var id = owner.OriginalDefinition.GetDocumentationCommentId();
        return IsParent()
            && (
                definition.Locations.Any(l => l.IsInSource)
                || owner.ContainingNamespace?.ToDisplayString() is not ("System" or "System.Collections" or "System.Collections.Generic")
            );

        bool IsParent()
        {
            if (symbol.ContainingType is not { } type)
            {
                return false;
            }

            for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
            {
                if (parent.OriginalDefinition.GetDocumentationCommentId() == id)
                {
                    return true;
                }
            }

            return id == type.OriginalDefinition.GetDocumentationCommentId()
                || type.AllInterfaces.Any(i => i.OriginalDefinition.GetDocumentationCommentId() == id);
        }
    }

    /// <summary>Code that is not loaded calls it: by a contract or base class of a package or of .NET.</summary>
    private static bool IsCalledFromElsewhere(ISymbol symbol)
    {
        for (var overridden = Overridden(symbol); overridden is not null; overridden = Overridden(overridden))
        {
            if (overridden.DeclaringSyntaxReferences.Length == 0)
            {
                return true;
            }
        }

        return symbol.ContainingType is { TypeKind: not TypeKind.Interface } type
            && symbol is not INamedTypeSymbol
            && type.AllInterfaces.Where(i => i.DeclaringSyntaxReferences.Length == 0)
                .SelectMany(i => i.GetMembers())
                .Any(m => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(m), symbol));

        static ISymbol? Overridden(ISymbol of) =>
            of switch
            {
                IMethodSymbol method => method.OverriddenMethod,
                IPropertySymbol property => property.OverriddenProperty,
                IEventSymbol @event => @event.OverriddenEvent,
                _ => null,
            };
    }

    /// <summary>Operators, patterns and statements of the language call these; a search for the name finds none of that.</summary>
    private static bool IsCalledWithoutItsName(ISymbol symbol) =>
        symbol
            is IMethodSymbol
            {
                MethodKind: MethodKind.Conversion or MethodKind.Destructor or MethodKind.StaticConstructor or MethodKind.UserDefinedOperator
            }
        // Who calls an extension does not name the class that it stands in.
        || symbol is INamedTypeSymbol { IsStatic: true, MightContainExtensionMethods: true }
        // A class derived from its class calls it without a word.
        || symbol is IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType.IsSealed: false } constructor
            && constructor.Parameters.All(p => p.IsOptional || p.IsParams)
        // `s[^1]` and `s[1..]`.
        || symbol is IPropertySymbol { IsIndexer: true }
        || symbol.Name
            is "Dispose"
                or "DisposeAsync"
                or "GetEnumerator"
                or "GetAsyncEnumerator"
                or "MoveNext"
                or "MoveNextAsync"
                or "Current"
                or "GetAwaiter"
                or "Deconstruct"
                or "Main"
                or "Equals"
                or "GetHashCode"
                or "ToString"
                or "Add"
                or "Length"
                or "Count"
                or "Slice"
                or "Create"
                or "GetPinnableReference"
                or "GetResult"
                or "IsCompleted"
                or "OnCompleted"
                or "UnsafeOnCompleted"
                or "AppendLiteral"
                or "AppendFormatted"
                or "PrintMembers"
                or "Select"
                or "SelectMany"
                or "Where"
                or "Join"
                or "GroupJoin"
                or "GroupBy"
                or "OrderBy"
                or "OrderByDescending"
                or "ThenBy"
                or "ThenByDescending"
                or "Cast";

    /// <summary>The member around a reference, or the type.</summary>
    private static async Task<string?> NameAsync(ReferenceLocation place, CancellationToken cancellationToken)
    {
        var root = await place.Document.GetSyntaxRootAsync(cancellationToken);
        var node = root?.FindNode(place.Location.SourceSpan, findInsideTrivia: true);
        if (node?.Ancestors().Any(a => a is UsingDirectiveSyntax or DocumentationCommentTriviaSyntax or CrefSyntax) == true)
        {
            return null;
        }

        var member = node
            ?.AncestorsAndSelf()
            .OfType<MemberDeclarationSyntax>()
            .FirstOrDefault(m => m is not BaseNamespaceDeclarationSyntax);
        var type = member as BaseTypeDeclarationSyntax ?? member?.Ancestors().OfType<BaseTypeDeclarationSyntax>().FirstOrDefault();
        var name = member switch
        {
            MethodDeclarationSyntax method => method.Identifier.Text,
            ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
            PropertyDeclarationSyntax property => property.Identifier.Text,
            EventDeclarationSyntax @event => @event.Identifier.Text,
            BaseFieldDeclarationSyntax { Declaration.Variables: [var variable, ..] } => variable.Identifier.Text,
            IndexerDeclarationSyntax => "this[]",
            OperatorDeclarationSyntax op => "operator " + op.OperatorToken.Text,
            GlobalStatementSyntax => "the program",
            _ => null,
        };
        return (type?.Identifier.Text, name) switch
        {
            (null, null) => null,
            (null, var only) => only,
            ({ } owner, null) => owner,
            ({ } owner, { } own) when member is ConstructorDeclarationSyntax => own,
            ({ } owner, { } own) => $"{owner}.{own}",
        };
    }

    /// <summary>Who uses a symbol.</summary>
    /// <param name="Name">The symbol's name, in backticks.</param>
    /// <param name="Verb">"called" or "used".</param>
    /// <param name="Others">What it overrides or implements is among what is called.</param>
    /// <param name="Where">"in 2 places: …"; null: nowhere.</param>
    private sealed record Users(string Name, string Verb, bool Others, string? Where)
    {
        /// <summary>Code that references the project can use it.</summary>
        public bool IsOffered { get; init; }
    }
}
