using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Loading;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>
/// What still counts where not everything that the code refers to is there: loose files, or packages that don't resolve. Names that
/// don't bind are taken when they occur elsewhere; errors that follow from something unknown aren't held against a candidate.
/// </summary>
internal static class MissingReferences
{
    /// <summary>
    /// Errors that follow from missing or doubled types: an assembly not referenced (CS0012), a base without the member overridden (CS0115),
    /// ambiguities between files that belong to different projects (CS0101, CS0104, CS0111, CS0121, CS0229, CS0433, CS0436, CS8802),
    /// constraints, conversions and attributes of unknown types (CS0311, CS0315, CS0616, CS0518, CS0656, CS1705, CS7069).
    /// </summary>
    private static readonly ImmutableHashSet<string> Consequences =
    [
        "CS0012",
        "CS0101",
        "CS0104",
        "CS0111",
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
        "CS8802",
    ];

    /// <summary>Whether something is missing around the document: no project, or a using directive that doesn't resolve.</summary>
    internal static bool Affect(DocumentSnapshot snapshot, SemanticView view, CancellationToken cancellationToken)
    {
        if (snapshot.Depth != AnalysisDepth.Project)
        {
            return true;
        }

        // A speculating model answers for a body alone; the directives are the same in the compilation that it speculates on.
        var model = view.Model.ParentModel ?? view.Model;
        var root = model.SyntaxTree.GetRoot(cancellationToken);
        var directives = root.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<UsingDirectiveSyntax>();
        return directives.Any(d =>
            d.NamespaceOrType is NameSyntax { IsMissing: false } name && model.GetSymbolInfo(name, cancellationToken).Symbol is null
        );
    }

    /// <summary>Whether an error may be due to what is missing rather than to the candidate.</summary>
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
