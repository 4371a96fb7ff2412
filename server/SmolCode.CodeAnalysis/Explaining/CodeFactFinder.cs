using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
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

        // Who uses the first of several fields is not who uses all of them.
        var symbol =
            nodes.Scope is ExplainedScope.Member or ExplainedScope.Type
            && nodes.Nodes[0] is not BaseFieldDeclarationSyntax { Declaration.Variables.Count: > 1 }
                ? SignatureFact.Symbol(context, nodes.Nodes[0])
                : null;
        return new ExplainedCode
        {
            Scope = nodes.Scope,
            Name = symbol is null ? null : Wording.SymbolWording.MemberName(symbol),
            Span = nodes.Span,
            Facts = facts.ToImmutable(),
            NamePosition = symbol?.Locations.FirstOrDefault(l => l.SourceTree == context.Root.SyntaxTree)?.SourceSpan.Start,
        };
    }
}
