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
    internal static bool Excuse(CompilerError error, SyntaxNode root, Func<string, bool> isKnown)
    {
        if (Consequences.Contains(error.Id))
        {
            return true;
        }

        if (!SemanticErrors.UnboundName.Contains(error.Id))
        {
            return false;
        }

        var token = root.FindToken(error.Span.Start);
        var node = root.FindNode(error.Span, getInnermostNodeForTie: true);
        var name = node.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().LastOrDefault()?.Identifier ?? token;
        return isKnown(name.ValueText);
    }
}
