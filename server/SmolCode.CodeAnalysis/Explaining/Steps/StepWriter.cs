using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Steps;

/// <summary>What statements do, step by step: one class a kind of statement, this one sends each statement to its class.</summary>
internal sealed class StepWriter(FactContext context)
{
    /// <summary>Deeper code is named, not told.</summary>
    private const int MaxDepth = 6;

    internal FactContext Context { get; } = context;

    /// <summary>The steps of a statement; those of a block are its statements'.</summary>
    internal ImmutableArray<CodeFact> Of(StatementSyntax? statement, int depth = 0) => statement is null ? [] : OfAll([statement], depth);

    /// <summary>The steps of statements in a row.</summary>
    internal ImmutableArray<CodeFact> OfAll(IReadOnlyList<StatementSyntax> statements, int depth = 0)
    {
        var steps = ImmutableArray.CreateBuilder<CodeFact>();
        for (var i = 0; i < statements.Count; i++)
        {
            var statement = statements[i];
            Context.CancellationToken.ThrowIfCancellationRequested();
            if (depth > MaxDepth)
            {
                steps.Add(Step(FactKind.Branch, $"goes on for {EnglishList.Count(statements.Count, "more statement")}", statement));
                break;
            }

            if (RepeatedCalls.At(statements, i) is { } repeated)
            {
                steps.Add(repeated.Step);
                i += repeated.Count - 1;
                continue;
            }

            var before = steps.Count;
            steps.AddRange(
                statement switch
                {
                    BlockSyntax block => OfAll(block.Statements, depth),
                    ExpressionStatementSyntax expression => CallStep.Of(this, expression),
                    LocalDeclarationStatementSyntax declaration => VariableStep.Of(this, declaration),
                    IfStatementSyntax choice => IfStep.Of(this, choice, depth),
                    SwitchStatementSyntax choice => SwitchStep.Of(this, choice, depth),
                    ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax => LoopStep.Of(
                        this,
                        statement,
                        depth
                    ),
                    TryStatementSyntax attempt => TryStep.Of(this, attempt, depth),
                    UsingStatementSyntax resource => ResourceStep.Of(this, resource, depth),
                    LockStatementSyntax exclusive => LockStep.Of(this, exclusive, depth),
                    ReturnStatementSyntax
                    or ThrowStatementSyntax
                    or YieldStatementSyntax
                    or BreakStatementSyntax
                    or ContinueStatementSyntax
                    or GotoStatementSyntax => JumpStep.Of(this, statement),
                    LocalFunctionStatementSyntax function => LocalFunctionStep.Of(this, function, depth),
                    LabeledStatementSyntax label =>
                    [
                        Step(FactKind.Jump, $"comes to the label `{label.Identifier.Text}`", label.Identifier.Span, weight: 0),
                        .. Of(label.Statement, depth),
                    ],
                    CheckedStatementSyntax arithmetic =>
                    [
                        Group(
                            FactKind.Branch,
                            arithmetic.IsKind(SyntaxKind.CheckedStatement) ? "with overflow checks on" : "with overflow checks off",
                            arithmetic,
                            OfAll(arithmetic.Block.Statements, depth + 1),
                            arithmetic.Keyword.Span
                        ),
                    ],
                    UnsafeStatementSyntax block =>
                    [
                        Group(
                            FactKind.Unsafe,
                            "in an unsafe block",
                            block,
                            OfAll(block.Block.Statements, depth + 1),
                            block.UnsafeKeyword.Span
                        ),
                    ],
                    FixedStatementSyntax pinned =>
                    [
                        Group(
                            FactKind.Unsafe,
                            $"with {EnglishList.Of(pinned.Declaration.Variables.Select(v => v.Initializer is { } from ? $"`{v.Identifier.Text}` pointing at {CodeQuote.Of(from.Value)}" : $"`{v.Identifier.Text}`"))} pinned in memory",
                            pinned,
                            Of(pinned.Statement, depth + 1),
                            TextSpan.FromBounds(pinned.SpanStart, pinned.CloseParenToken.Span.End)
                        ),
                    ],
                    _ => [],
                }
            );
            steps.AddRange(LambdaStep.Of(this, statement, depth));
            if (steps.Count > before && CommentText.Before(statement) is { } comment)
            {
                steps[before] = steps[before] with { Comment = comment };
            }

            if (
                statement is ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax
                && statements.Skip(i + 1).ToList() is { Count: > 0 } after
                && after.Exists(s => s is not (LocalFunctionStatementSyntax or EmptyStatementSyntax))
                // A label can be jumped to.
                && !after.Exists(s => s is LabeledStatementSyntax)
            )
            {
                steps.Add(Step(FactKind.Guard, "never gets to what follows", after[0], weight: 0));
                steps.AddRange(after.OfType<LocalFunctionStatementSyntax>().SelectMany(f => LocalFunctionStep.Of(this, f, depth)));
                break;
            }
        }

        return steps.ToImmutable();
    }

    /// <summary>Something that happens.</summary>
    internal static CodeFact Step(FactKind kind, string clause, SyntaxNode node, int weight = 1) => Step(kind, clause, node.Span, weight);

    /// <summary>Something that happens.</summary>
    internal static CodeFact Step(FactKind kind, string clause, TextSpan span, int weight = 1) =>
        new(kind, $"It {clause}.", [span]) { Clause = clause, Weight = weight };

    /// <summary>A check of what was given.</summary>
    internal static CodeFact Guard(ArgumentCheck check, SyntaxNode node) =>
        new(FactKind.Guard, $"If {check.Condition}, it {check.Throws}.", [node.Span])
        {
            Lead = "if " + check.Condition,
            Clause = check.Throws,
        };

    /// <summary>Something that happens when, or as long as, something is.</summary>
    internal static CodeFact Group(FactKind kind, string lead, SyntaxNode node, ImmutableArray<CodeFact> children, TextSpan? span = null)
    {
        if (children.IsEmpty)
        {
            // The condition of a loop may do all there is to do.
            var nothing = kind == FactKind.Loop ? "does nothing else" : "does nothing";
            return new(kind, $"{EnglishList.Capital(lead)}, it {nothing}.", [span ?? node.Span]) { Lead = lead, Clause = nothing };
        }

        // One simple thing is told in the same breath.
        return children is [{ Children.IsEmpty: true, Clause: { } clause, Lead: null } only]
            ? new(
                only.Kind == FactKind.Throw && kind == FactKind.Branch ? FactKind.Branch : kind,
                $"{EnglishList.Capital(lead)}, it {clause}.",
                [span ?? node.Span, .. only.Spans]
            )
            {
                Lead = lead,
                Clause = clause,
                Weight = Math.Max(1, only.Weight),
            }
            : new(kind, EnglishList.Capital(lead) + ":", [span ?? node.Span]) { Lead = lead, Children = children };
    }
}
