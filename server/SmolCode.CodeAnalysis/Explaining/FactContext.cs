using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining;

/// <summary>What every kind of fact is found with.</summary>
internal sealed class FactContext
{
    internal FactContext(
        SemanticModel model,
        SyntaxNode root,
        SourceText text,
        string project,
        AnalysisDepth depth,
        CancellationToken cancellationToken
    )
    {
        Model = model;
        Root = root;
        Text = text;
        Project = project;
        Depth = depth;
        CancellationToken = cancellationToken;
        Expressions = new ExpressionWording(this);
        Conditions = new ConditionWording(this);
        Documentation = new DocumentationText(model.Compilation, cancellationToken);
    }

    internal SemanticModel Model { get; }

    internal SyntaxNode Root { get; }

    internal SourceText Text { get; }

    /// <summary>Name of the project that the document belongs to.</summary>
    internal string Project { get; }

    /// <summary>How much is known of the project.</summary>
    internal AnalysisDepth Depth { get; }

    internal CancellationToken CancellationToken { get; }

    internal ExpressionWording Expressions { get; }

    internal ConditionWording Conditions { get; }

    internal DocumentationText Documentation { get; }

    internal ISymbol? Symbol(SyntaxNode node)
    {
        CancellationToken.ThrowIfCancellationRequested();
        return Model.GetSymbolInfo(node, CancellationToken).Symbol;
    }

    internal ISymbol? Declared(SyntaxNode node) => Model.GetDeclaredSymbol(node, CancellationToken);

    internal ITypeSymbol? Type(SyntaxNode node)
    {
        CancellationToken.ThrowIfCancellationRequested();
        var info = Model.GetTypeInfo(node, CancellationToken);
        return (info.Type ?? info.ConvertedType) is { TypeKind: not TypeKind.Error } type ? type : null;
    }

    /// <summary>Line of a position as editors count.</summary>
    internal int Line(int position) => Text.Lines.GetLineFromPosition(position).LineNumber + 1;

    /// <summary>The nodes of a kind below a node that run with it: what lambdas and local functions hold runs at another time.</summary>
    internal static IEnumerable<T> Within<T>(SyntaxNode node, bool intoFunctions = true)
        where T : SyntaxNode =>
        node.DescendantNodesAndSelf(n =>
                n == node
                || (
                    n is not BaseTypeDeclarationSyntax
                    && (intoFunctions || n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
                )
            )
            .OfType<T>()
            .Where(n => !n.IsKind(SyntaxKind.None));
}
