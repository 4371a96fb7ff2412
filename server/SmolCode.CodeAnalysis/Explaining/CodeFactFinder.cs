using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Explaining.Facts;
using SmolCode.CodeAnalysis.Explaining.Steps;
using SmolCode.CodeAnalysis.Loading;

namespace SmolCode.CodeAnalysis.Explaining;

/// <summary>Establishes what is so about a selection: facts of the compiler, said in English by templates. Works on any text.</summary>
public static class CodeFactFinder
{
    /// <summary>Statements of more lines than this are told of without what has to be looked at expression by expression.</summary>
    private const int LongSelection = 1500;

    /// <summary>The facts of what is selected. An empty selection means the member, type or statement at it.</summary>
    /// <param name="snapshot">The document.</param>
    /// <param name="selection">What is selected, in UTF-16 units; what lies outside of the text is cut off.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<ExplainedCode> FindAsync(DocumentSnapshot snapshot, TextSpan selection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var root = await snapshot.Analysed.GetRootAsync(cancellationToken);
        var nodes = SelectionSnap.Find(root, snapshot.Text, selection);
        if (nodes.Scope == ExplainedScope.Nothing)
        {
            return new ExplainedCode
            {
                Scope = ExplainedScope.Nothing,
                Span = default,
                Facts = [new(FactKind.Selection, nodes.Note ?? "There is nothing to explain.", []) { Weight = 2 }],
            };
        }

        var model = await snapshot.Analysed.GetSemanticModelAsync(cancellationToken);
        var context = new FactContext(model, root, snapshot.Text, snapshot.Document.Project.Name, snapshot.Depth, cancellationToken);
        return await Task.Run(() => Find(snapshot, context, nodes), cancellationToken);
    }

    /// <summary>The members of a document that facts can be found of, those nearest to a position first.</summary>
    public static async Task<ImmutableArray<TextSpan>> MembersAroundAsync(
        DocumentSnapshot snapshot,
        int position,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var root = await snapshot.Analysed.GetRootAsync(cancellationToken);
        return
        [
            .. root.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
                .Where(n =>
                    n
                        is MemberDeclarationSyntax
                            and not (BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax or EnumMemberDeclarationSyntax)
                )
                .Select(n => n.Span)
                .OrderBy(s => Math.Max(0, Math.Max(s.Start - position, position - s.End))),
        ];
    }

    /// <summary>The name of the type or member that is declared at a position; null where the position is on no such name.</summary>
    public static async Task<TextSpan?> NameAtAsync(DocumentSnapshot snapshot, int position, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var root = await snapshot.Analysed.GetRootAsync(cancellationToken);
        if (position < 0 || position > root.FullSpan.End || root.FullSpan.IsEmpty)
        {
            return null;
        }

        var token = root.FindToken(Math.Min(position, root.FullSpan.End - 1));
        if (
            token.SpanStart == position
            && token.GetPreviousToken() is { RawKind: (int)SyntaxKind.IdentifierToken } before
            && before.Span.End == position
        )
        {
            // At the end of a name is on it, too.
            token = before;
        }

        var isName = token.IsKind(SyntaxKind.IdentifierToken)
            ? token.Parent
                is MemberDeclarationSyntax
                    and not (BaseNamespaceDeclarationSyntax or GlobalStatementSyntax)
                    or VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax }
            : token.Parent is IndexerDeclarationSyntax && token.IsKind(SyntaxKind.ThisKeyword)
                || token.Parent is OperatorDeclarationSyntax @operator && @operator.OperatorToken == token;
        return isName && token.Span.Contains(position) || isName && token.Span.End == position ? token.Span : null;
    }

    private static ExplainedCode Find(DocumentSnapshot snapshot, FactContext context, ExplainedNodes nodes)
    {
        var facts = ImmutableArray.CreateBuilder<CodeFact>();
        if (nodes.Note is { } note)
        {
            facts.Add(new(FactKind.Selection, note, [nodes.Span]) { Weight = 2 });
        }

        if (
            nodes.Scope != ExplainedScope.Several
            && context.Root.ContainsDiagnostics
            && nodes.Nodes.Any(n => n.ContainsDiagnostics && n.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error))
        )
        {
            facts.Add(
                new(FactKind.Selection, "The code has syntax errors, so this is what can be made of it.", [nodes.Span]) { Weight = 2 }
            );
        }

        var head = snapshot.Text.ToString(new TextSpan(0, Math.Min(snapshot.Text.Length, 2000)));
        if (GeneratedCode.IsGeneratedPath(snapshot.Path) || GeneratedCode.HasGeneratedHeader(head))
        {
            facts.Add(
                new(FactKind.Generated, "A tool wrote this file: changes belong where it is generated from.", [nodes.Span]) { Weight = 2 }
            );
        }

        var writer = new StepWriter(context);
        var steps = nodes.Scope switch
        {
            ExplainedScope.Statements => nodes.Nodes[0] is GlobalStatementSyntax
                ? writer.OfAll([.. nodes.Nodes.OfType<GlobalStatementSyntax>().Select(g => g.Statement)])
                : writer.OfAll([.. nodes.Nodes.OfType<StatementSyntax>()]),
            ExplainedScope.Member => BodySteps.Of(writer, nodes.Nodes[0]),
            _ => [],
        };
        if (GistFact.Find(context, nodes, steps) is { } gist)
        {
            facts.Add(gist);
        }

        facts.AddRange(TypeRoleFact.Find(context, nodes));
        facts.AddRange(SignatureFact.Find(context, nodes));
        facts.AddRange(steps);
        facts.AddRange(MemberFact.Find(context, nodes));
        if (context.Line(nodes.Span.End) - context.Line(nodes.Span.Start) <= LongSelection)
        {
            facts.AddRange(StateFact.Find(context, nodes));
            facts.AddRange(DataFlowFact.Find(context, nodes));
            facts.AddRange(OriginFact.Find(context, nodes));
            facts.AddRange(ExceptionFact.Find(context, nodes));
            facts.AddRange(CostFact.Find(context, nodes));
            facts.AddRange(ConcurrencyFact.Find(context, nodes));
            facts.AddRange(LeakFact.Find(context, nodes));
            facts.AddRange(NullabilityFact.Find(context, nodes));
            facts.AddRange(SideEffectFact.Find(context, nodes));
            facts.AddRange(UnsafeFact.Find(context, nodes));
            facts.AddRange(DiagnosticFact.Find(context, nodes));
            facts.AddRange(RemarkFact.Find(context, nodes));
        }

        // Fields that are declared together have no name in common.
        ImmutableArray<ISymbol> symbols = nodes.Scope is ExplainedScope.Member or ExplainedScope.Type
            ? SignatureFact.Symbols(context, nodes.Nodes[0])
            : [];
        return new ExplainedCode
        {
            Scope = nodes.Scope,
            Name = symbols is [var only] ? Wording.SymbolWording.MemberName(only) : null,
            Span = nodes.Span,
            Facts = facts.ToImmutable(),
            NamePositions =
            [
                .. symbols
                    .Select(s => s.Locations.FirstOrDefault(l => l.SourceTree == context.Root.SyntaxTree))
                    .OfType<Location>()
                    .Select(l => l.SourceSpan.Start),
            ],
        };
    }
}
