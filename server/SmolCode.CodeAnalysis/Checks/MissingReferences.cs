using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Loading;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>
/// What still counts where not everything that the code refers to is there: loose files, or packages that don't resolve. Where the code
/// as it stands doesn't bind, names that don't bind are taken when they occur elsewhere, and errors that follow from something unknown
/// aren't held against a candidate. Where all of it binds, nothing is missing, and a candidate is held to every error.
/// </summary>
internal static class MissingReferences
{
    /// <summary>
    /// Errors that follow from missing types: an assembly not referenced (CS0012), a base without the member overridden (CS0115) or with
    /// other constructors (CS1729, CS7036), constraints, conversions and attributes of unknown types (CS0311, CS0315, CS0616, CS0518, CS0656,
    /// CS1705, CS7069), ambiguities between files that belong to different projects (CS0104, CS0121, CS0229, CS0433, CS0436).
    /// </summary>
    private static readonly ImmutableHashSet<string> Consequences =
    [
        "CS0012",
        "CS0104",
        "CS0115",
        "CS0121",
        "CS0229",
        "CS0311",
        "CS0315",
        "CS0433",
        "CS0436",
        "CS0518",
        "CS0616",
        "CS0656",
        "CS1705",
        "CS1729",
        "CS7036",
        "CS7069",
    ];

    private static readonly ImmutableHashSet<string> UnknownType = ["CS0012", "CS0103", "CS0234", "CS0246", "CS0400", "CS0426"];

    /// <summary>Whether something may be missing around the document: no project, or a using directive that doesn't resolve.</summary>
    internal static bool Affect(DocumentSnapshot snapshot, SemanticView view, CancellationToken cancellationToken)
    {
        if (snapshot.Depth != AnalysisDepth.Project)
        {
            return true;
        }

        return HasUnresolvedUsing(Whole(view), cancellationToken);
    }

    /// <summary>Whether something is missing: a using directive doesn't resolve, or a name of the code as it stands doesn't bind.</summary>
    internal static bool IsCertain(SemanticView view, CancellationToken cancellationToken)
    {
        var model = Whole(view);
        return HasUnresolvedUsing(model, cancellationToken)
            || CompilerError.From(model.GetDiagnostics(cancellationToken: cancellationToken)).Any(e => UnknownType.Contains(e.Id));
    }

    // A speculating model answers for a body alone; around it all is the same in the compilation that it speculates on.
    private static SemanticModel Whole(SemanticView view) => view.Model.ParentModel ?? view.Model;

    private static bool HasUnresolvedUsing(SemanticModel model, CancellationToken cancellationToken)
    {
        var root = model.SyntaxTree.GetRoot(cancellationToken);
        var directives = root.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<UsingDirectiveSyntax>();
        return directives.Any(d =>
            d.NamespaceOrType is NameSyntax { IsMissing: false } name && model.GetSymbolInfo(name, cancellationToken).Symbol is null
        );
    }

    /// <summary>Whether an error may be due to what is missing (<see cref="IsCertain"/>) rather than to the candidate.</summary>
    internal static bool Excuse(CompilerError error, SyntaxNode root, Func<SemanticModel> model, Func<string, bool> isKnown)
    {
        if (Consequences.Contains(error.Id))
        {
            return error.Id is not ("CS1729" or "CS7036" or "CS0121") || InvolvesUnknown(error, root, model());
        }

        if (!SemanticErrors.UnboundName.Contains(error.Id))
        {
            return false;
        }

        var token = root.FindToken(error.Span.Start);
        var node = root.FindNode(error.Span, getInnermostNodeForTie: true);
        var name = node.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().LastOrDefault();
        return isKnown((name?.Identifier ?? token).ValueText) && (error.Id != "CS0103" || name is null || MayBeElsewhere(name, model()));
    }

    /// <summary>
    /// Whether a name that is in scope nowhere may come from what is missing: a type before a dot, or what an unknown base class or a
    /// <c>using static</c> has. Locals of other methods don't count.
    /// </summary>
    private static bool MayBeElsewhere(SimpleNameSyntax name, SemanticModel model)
    {
        if (name.Parent is MemberAccessExpressionSyntax access && access.Expression == name && char.IsUpper(name.Identifier.ValueText[0]))
        {
            return true;
        }

        var type = model.GetEnclosingSymbol(name.SpanStart)?.ContainingType;
        return (type is not null && HasUnknownBase(type))
            || model
                .SyntaxTree.GetRoot()
                .DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
                .OfType<UsingDirectiveSyntax>()
                .Any(u =>
                    u.StaticKeyword.RawKind != 0 && u.NamespaceOrType is { } of && model.GetSymbolInfo(of).Symbol is not INamedTypeSymbol
                );
    }

    /// <summary>Whether the type that is created, or an argument of the call, is unknown.</summary>
    private static bool InvolvesUnknown(CompilerError error, SyntaxNode root, SemanticModel model)
    {
        var node = root.FindToken(error.Span.Start)
            .Parent?.AncestorsAndSelf()
            .FirstOrDefault(n =>
                n is BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax or ConstructorInitializerSyntax or StatementSyntax
            );
        var arguments = node switch
        {
            BaseObjectCreationExpressionSyntax creation => creation.ArgumentList,
            InvocationExpressionSyntax call => call.ArgumentList,
            ConstructorInitializerSyntax initializer => initializer.ArgumentList,
            _ => null,
        };
        if (arguments?.Arguments.Any(a => model.GetTypeInfo(a.Expression).Type is IErrorTypeSymbol) ?? false)
        {
            return true;
        }

        var type = node switch
        {
            BaseObjectCreationExpressionSyntax creation => model.GetTypeInfo(creation).Type,
            ConstructorInitializerSyntax initializer => model.GetEnclosingSymbol(initializer.SpanStart)?.ContainingType?.BaseType,
            InvocationExpressionSyntax call => model.GetSymbolInfo(call).CandidateSymbols.FirstOrDefault()?.ContainingType,
            _ => null,
        };
        return type is null or IErrorTypeSymbol || (type is INamedTypeSymbol named && HasUnknownBase(named));
    }

    private static bool HasUnknownBase(INamedTypeSymbol type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (at.TypeKind == TypeKind.Error || at.BaseType is IErrorTypeSymbol)
            {
                return true;
            }
        }

        return false;
    }
}
