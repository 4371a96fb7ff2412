using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Checks;
using SmolCode.CodeAnalysis.Explaining.Wording;
using SmolCode.CodeAnalysis.Loading;

namespace SmolCode.CodeAnalysis.Explaining;

/// <summary>
/// Where null flows to, by the compiler's own flow analysis; asked for by itself, after the facts that are there at once. Loose files are
/// compiled without its warnings (<see cref="LooseProject"/>): where such a file marks what may be null, it is bound once more with them.
/// </summary>
public static class NullFlowFinder
{
    private const int Most = 5;

    /// <summary>The code with the facts about null that its flow gives; as it was where nothing can be told of it.</summary>
    public static async Task<ExplainedCode> AddToAsync(DocumentSnapshot snapshot, ExplainedCode code, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(code);
        if (code.Scope is not (ExplainedScope.Member or ExplainedScope.Statements))
        {
            return code;
        }

        var model = await snapshot.Analysed.GetSemanticModelAsync(cancellationToken);
        if (snapshot.Depth != AnalysisDepth.Project && Annotates(await snapshot.Analysed.GetRootAsync(cancellationToken)))
        {
            var options = ((CSharpCompilationOptions)model.Compilation.Options).WithNullableContextOptions(NullableContextOptions.Enable);
            model = model.Compilation.WithOptions(options).GetSemanticModel(model.SyntaxTree);
        }

        return model.GetNullableContext(code.Span.Start).WarningsEnabled()
            ? await Task.Run(() => AddTo(code, model, snapshot.Text, cancellationToken), cancellationToken)
            : code;
    }

    /// <summary>Without a project nobody says whether null is minded; code that marks what may be null does.</summary>
    private static bool Annotates(SyntaxNode root) =>
        root.DescendantNodes()
            .Any(n => n is NullableTypeSyntax { ElementType: not PredefinedTypeSyntax { Keyword.Text: not ("string" or "object") } });

    private static ExplainedCode AddTo(ExplainedCode code, SemanticModel model, SourceText text, CancellationToken cancellationToken)
    {
        var root = model.SyntaxTree.GetRoot(cancellationToken);
        List<Diagnostic> warnings =
        [
            .. model
                .GetDiagnostics(code.Span, cancellationToken)
                .Where(d => !d.IsSuppressed && NullWarnings.Include(d.Id) && code.Span.Contains(d.Location.SourceSpan))
                .OrderBy(d => d.Location.SourceSpan.Start)
                .DistinctBy(d => d.Location.SourceSpan),
        ];
        var facts = code.Facts.ToBuilder();
        foreach (var warning in warnings.Take(Most))
        {
            var line = text.Lines.GetLineFromPosition(warning.Location.SourceSpan.Start).LineNumber + 1;
            facts.Add(
                new(
                    FactKind.Nullability,
                    $"Line {line}: {Worded(warning, model, root, cancellationToken)} ({(warning.Severity == DiagnosticSeverity.Error ? "the error " : "")}{warning.Id}).",
                    [warning.Location.SourceSpan]
                )
                {
                    Weight = 2,
                }
            );
        }

        if (warnings.Count > Most)
        {
            facts.Add(
                new(
                    FactKind.Nullability,
                    $"The compiler warns of null in {EnglishList.Count(warnings.Count - Most, "more place")}.",
                    [warnings[Most].Location.SourceSpan]
                )
            );
        }

        var told = warnings.Select(w => text.ToString(w.Location.SourceSpan)).ToHashSet(StringComparer.Ordinal);
        if (code.Scope == ExplainedScope.Statements)
        {
            AddIncoming(facts, code, model, root, told, cancellationToken);
        }
        else if (warnings.Count > 0)
        {
            // That it may be null has been said by saying where that matters.
            facts.RemoveAll(f => f is { Kind: FactKind.Nullability, Weight: 0 } && told.Any(t => f.Text == $"`{t}` may be null."));
        }
        else if (facts.FirstOrDefault(f => f is { Kind: FactKind.Nullability, Weight: 0 }) is { } bare)
        {
            // Whatever is taken for not null without a check is told of by itself.
            var trusted = facts.Any(f => f is { Kind: FactKind.Nullability, Weight: 1 });
            facts[facts.IndexOf(bare)] = bare with
            {
                Text = $"{bare.Text.TrimEnd('.')}{(trusted ? "" : ", and the compiler sees no use that fails for it")}.",
            };
        }

        return code with
        {
            Facts = facts.ToImmutable(),
        };
    }

    /// <summary>Variables from before the selection that may be null where it reads them first.</summary>
    private static void AddIncoming(
        ImmutableArray<CodeFact>.Builder facts,
        ExplainedCode code,
        SemanticModel model,
        SyntaxNode root,
        HashSet<string> told,
        CancellationToken cancellationToken
    )
    {
        var incoming = new Dictionary<ISymbol, IdentifierNameSyntax>(SymbolEqualityComparer.Default);
        foreach (var name in root.DescendantNodes(code.Span).OfType<IdentifierNameSyntax>().Where(n => code.Span.Contains(n.Span)))
        {
            if (
                model.GetSymbolInfo(name, cancellationToken).Symbol is ILocalSymbol or IParameterSymbol
                && model.GetSymbolInfo(name, cancellationToken).Symbol is { } symbol
                && !symbol.DeclaringSyntaxReferences.Any(r => code.Span.Contains(r.Span))
                && name.Parent is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression }
            )
            {
                incoming.TryAdd(symbol, name);
            }
        }

        List<IdentifierNameSyntax> maybe =
        [
            .. incoming.Values.Where(n =>
                !told.Contains(n.Identifier.ValueText)
                && model.GetTypeInfo(n, cancellationToken)
                    is { Type.IsReferenceType: true, Nullability.FlowState: NullableFlowState.MaybeNull }
            ),
        ];
        if (maybe.Count > 0)
        {
            facts.Add(
                new(
                    FactKind.Nullability,
                    $"When it begins, {EnglishList.Of(maybe.Select(n => CodeQuote.Of(n)), 5)} may be null.",
                    [.. maybe.Select(n => n.Span)]
                )
            );
        }
    }

    private static string Worded(Diagnostic warning, SemanticModel model, SyntaxNode root, CancellationToken cancellationToken)
    {
        var node = root.FindNode(warning.Location.SourceSpan, getInnermostNodeForTie: true);
        var code = CodeQuote.Of(node);
        return warning.Id switch
        {
            "CS8602" => node.Parent is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax
                ? $"{code} may be null, and {CodeQuote.Of(node.Parent)} then ends in a null reference exception"
                : $"{code} may be null, and its use then ends in a null reference exception",
            "CS8603" => $"{code}, which is returned, may be null, although the type of the result takes no null",
            "CS8604" when Parameter(node, model, cancellationToken) is { } parameter =>
                $"{code} may be null, and the parameter {CodeQuote.Of(parameter.Name)} of {SymbolWording.Member(parameter.ContainingSymbol)} takes no null",
            "CS8604" => $"{code} may be null, and the parameter that it is given for takes no null",
            "CS8600" or "CS8601" => $"{code} may be null, and what it is assigned to takes no null",
            "CS8625" => "null is given for what takes no null",
            "CS8629" => $"{code} may be null, and its value is taken without a check",
            _ => $"the compiler warns, “{warning.GetMessage(CultureInfo.InvariantCulture).TrimEnd('.').Replace('`', '\'')}”",
        };
    }

    private static IParameterSymbol? Parameter(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) =>
        node.AncestorsAndSelf().OfType<ArgumentSyntax>().FirstOrDefault() is { } argument
        && model.GetOperation(argument, cancellationToken) is IArgumentOperation { Parameter: { } parameter }
            ? parameter
            : null;
}
