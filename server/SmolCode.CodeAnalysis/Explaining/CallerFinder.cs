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
        if (code.NamePosition is not { } position)
        {
            return null;
        }

        using var timeout = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await Task.Run(() => FindAsync(snapshot, code, position, both.Token), both.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<CodeFact?> FindAsync(
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
        foreach (var found in await SymbolFinder.FindReferencesAsync(symbol, snapshot.Document.Project.Solution, cancellationToken))
        {
            foreach (var place in found.Locations.Where(l => !l.IsImplicit).DistinctBy(l => (l.Document.FilePath, l.Location.SourceSpan)))
            {
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
                    !SymbolEqualityComparer.Default.Equals(found.Definition.OriginalDefinition, symbol.OriginalDefinition)
                    && found.Definition.ContainingType?.OriginalDefinition is { } owner
                    && !SymbolEqualityComparer.Default.Equals(owner, symbol.ContainingType?.OriginalDefinition)
                    && symbol is not INamedTypeSymbol;
                users[user] = users.GetValueOrDefault(user) + 1;
            }
        }

        var verb = symbol switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor } => "called",
            IMethodSymbol => "called",
            _ => "used",
        };
        var where = snapshot.Depth == AnalysisDepth.File ? " of this file" : "";
        ImmutableArray<Microsoft.CodeAnalysis.Text.TextSpan> span = [code.Span];
        if (users.Count == 0)
        {
            // A file that stands alone says nothing about who uses it.
            return snapshot.Depth == AnalysisDepth.File || IsCalledWithoutItsName(symbol)
                ? null
                : new(FactKind.Callers, "Nothing else that is loaded names it.", span) { Weight = 0 };
        }

        var places =
            users.Count > 1 || count == 1 ? ": "
            : count == 2 ? ", both in "
            : ", all in ";
        return new(
            FactKind.Callers,
            $"It{(others ? ", or what it overrides or implements," : "")} is {verb} in {EnglishList.Count(count, "place")}{where}{places}{EnglishList.Of(users.OrderByDescending(u => u.Value).ThenBy(u => u.Key, StringComparer.Ordinal).Select(u => CodeQuote.Of(u.Key)), Most)}.",
            span
        );
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
                or "ToString";

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
}
