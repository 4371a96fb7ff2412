using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>
/// A change of the collection that a loop around goes through: the next step of the loop throws an <see cref="InvalidOperationException"/>.
/// Not where the loop is left afterwards, nor a removal under a condition, behind which it may be left in lines to come.
/// </summary>
internal static class ChangedWhileEnumerated
{
    private const string Generic = "System.Collections.Generic";

    private static readonly ImmutableHashSet<string> Adding =
    [
        "Add",
        "AddFirst",
        "AddLast",
        "AddRange",
        "Enqueue",
        "Insert",
        "InsertRange",
        "Push",
        "TryAdd",
    ];

    private static readonly ImmutableHashSet<string> Others =
    [
        "Clear",
        "Dequeue",
        "Pop",
        "Remove",
        "RemoveAll",
        "RemoveAt",
        "RemoveFirst",
        "RemoveLast",
        "RemoveRange",
        "RemoveWhere",
        "Reverse",
        "Sort",
    ];

    // Tables and sets forgive a removal, and what is concurrent forgives all.
    private static readonly ImmutableHashSet<string> Forgiving = ["Dictionary", "HashSet"];

    private static readonly ImmutableHashSet<string> Watched =
    [
        "Dictionary",
        "HashSet",
        "ICollection",
        "IList",
        "LinkedList",
        "List",
        "Queue",
        "SortedDictionary",
        "SortedList",
        "SortedSet",
        "Stack",
    ];

    /// <summary>Whether an expression is such a call.</summary>
    internal static bool Is(ExpressionSyntax expression, Func<SemanticModel> model, CancellationToken cancellationToken)
    {
        if (
            expression is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access }
            || access.Name.Identifier.ValueText is not { } name
            || !(Adding.Contains(name) || Others.Contains(name))
            || LoopThrough(access.Expression, expression) is not { } loop
            || IsLeftAfter(expression, loop)
            || (!Adding.Contains(name) && !IsAlways(expression, loop))
        )
        {
            return false;
        }

        // "this.items" and "items" may be a field and a parameter.
        return SymbolEqualityComparer.Default.Equals(
                model().GetSymbolInfo(access.Expression, cancellationToken).Symbol,
                model().GetSymbolInfo(Through(loop, access.Expression), cancellationToken).Symbol
            )
            && model().GetTypeInfo(access.Expression, cancellationToken).Type is INamedTypeSymbol type
            && Watched.Contains(type.Name)
            && type.ContainingNamespace?.ToDisplayString() == Generic
            && (Adding.Contains(name) || !Forgiving.Contains(type.Name));
    }

    /// <summary>The loop around, of the same function, that goes through a collection or its keys or values; null: none does.</summary>
    private static ForEachStatementSyntax? LoopThrough(ExpressionSyntax collection, SyntaxNode inside)
    {
        for (var (node, parent) = (inside, inside.Parent); parent is not null; (node, parent) = (parent, parent.Parent))
        {
            if (parent is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax)
            {
                return null;
            }

            if (parent is ForEachStatementSyntax loop && node == loop.Statement && IsSame(Through(loop, collection), collection))
            {
                return loop;
            }
        }

        return null;
    }

    /// <summary>What a loop goes through, without <c>Keys</c> or <c>Values</c> where that is a part of the collection.</summary>
    private static ExpressionSyntax Through(ForEachStatementSyntax loop, ExpressionSyntax collection) =>
        loop.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Keys" or "Values" } part
        && IsSame(part.Expression, collection)
            ? part.Expression
            : loop.Expression;

    private static bool IsSame(ExpressionSyntax one, ExpressionSyntax other) =>
        IsPlain(one) && SyntaxFactory.AreEquivalent(WithoutThis(one), WithoutThis(other));

    // A call may give another collection each time.
    private static bool IsPlain(ExpressionSyntax expression) =>
        expression is IdentifierNameSyntax or ThisExpressionSyntax
        || (expression is MemberAccessExpressionSyntax access && IsPlain(access.Expression));

    private static ExpressionSyntax WithoutThis(ExpressionSyntax expression) =>
        expression is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access ? access.Name : expression;

    /// <summary>The loop is left behind the call, as far as the text tells: in the call's block or one around it.</summary>
    private static bool IsLeftAfter(SyntaxNode call, ForEachStatementSyntax loop) =>
        call.AncestorsAndSelf()
            .TakeWhile(n => n != loop)
            .OfType<StatementSyntax>()
            .Any(statement =>
                statement is ReturnStatementSyntax
                || (
                    statement.Parent is BlockSyntax or SwitchSectionSyntax
                    && statement
                        .Parent.ChildNodes()
                        .OfType<StatementSyntax>()
                        .SkipWhile(s => s != statement)
                        .Skip(1)
                        .Any(s => s is ReturnStatementSyntax or ThrowStatementSyntax or GotoStatementSyntax || IsBreakOf(s, loop))
                )
            );

    private static bool IsBreakOf(StatementSyntax statement, ForEachStatementSyntax loop) =>
        statement is BreakStatementSyntax && statement.Ancestors().First(n => n is SwitchStatementSyntax || IsLoop(n)) == loop;

    private static bool IsAlways(SyntaxNode call, ForEachStatementSyntax loop) =>
        call.Ancestors().TakeWhile(n => n != loop).All(n => n is BlockSyntax or ExpressionStatementSyntax);

    private static bool IsLoop(SyntaxNode node) =>
        node is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax;
}
