using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Holes;

/// <summary>
/// Locals, parameters and members in scope, innermost first. Found by walking up the tree: a lookup by the compiler would list every type
/// of every imported namespace as well.
/// </summary>
internal static class ScopeSymbols
{
    /// <summary>At most <paramref name="limit"/> symbols in scope at the position.</summary>
    internal static ImmutableArray<ISymbol> Find(
        SemanticModel model,
        SyntaxToken token,
        int position,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var result = ImmutableArray.CreateBuilder<ISymbol>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var node = token.Parent; node is not null && result.Count < limit; node = node.Parent)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // A variable is no value of its own initialiser.
            foreach (
                var declaration in Declarations(node, position)
                    .Where(d => d is not VariableDeclaratorSyntax || !d.Span.Contains(token.Span))
            )
            {
                Add(model.GetDeclaredSymbol(declaration, cancellationToken));
            }

            if (node is AccessorDeclarationSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax)
            {
                break;
            }
        }

        var member = EnclosingMember.Find(model, position, cancellationToken);
        if (member is IMethodSymbol method)
        {
            foreach (var parameter in method.Parameters)
            {
                Add(parameter);
            }
        }

        for (var type = member as INamedTypeSymbol ?? member?.ContainingType; type is not null; type = type.ContainingType)
        {
            AddMembers(type);
        }

        if (result.Count > limit)
        {
            result.Count = limit;
        }

        return result.ToImmutable();

        void AddMembers(INamedTypeSymbol type)
        {
            foreach (var parameter in PrimaryParameters(type))
            {
                Add(parameter);
            }

            for (var at = type; at is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; at = at.BaseType)
            {
                foreach (var symbol in at.GetMembers())
                {
                    if (symbol.CanBeReferencedByName && !symbol.IsImplicitlyDeclared && model.IsAccessible(position, symbol))
                    {
                        Add(symbol);
                    }
                }
            }
        }

        void Add(ISymbol? symbol)
        {
            // Overloads share a name; an inner local hides an outer one.
            if (symbol is not null && symbol.Name.Length > 0 && (names.Add(symbol.Name) || symbol is IMethodSymbol))
            {
                result.Add(symbol);
            }
        }
    }

    /// <summary>Parameters behind a type's name.</summary>
    internal static ImmutableArray<IParameterSymbol> PrimaryParameters(INamedTypeSymbol type) =>
        type.InstanceConstructors.FirstOrDefault(c =>
            c.DeclaringSyntaxReferences is [var reference] && reference.GetSyntax() is TypeDeclarationSyntax
        )
            is { } primary
            ? primary.Parameters
            : [];

    /// <summary>Nodes that declare something which is in scope below <paramref name="scope"/> at the position, nearest first.</summary>
    private static List<SyntaxNode> Declarations(SyntaxNode scope, int position)
    {
        var found = new List<SyntaxNode>();
        switch (scope)
        {
            case BlockSyntax block:
                Statements(block.Statements);
                break;
            case SwitchSectionSyntax section:
                Statements(section.Statements);
                break;
            case CompilationUnitSyntax unit:
                Statements(unit.Members.OfType<GlobalStatementSyntax>().Select(g => g.Statement));
                break;
            case ForStatementSyntax { Declaration: { } variables }:
                found.AddRange(variables.Variables.Where(v => v.SpanStart < position));
                break;
            case ForEachStatementSyntax loop when loop.Statement.FullSpan.Contains(position) || position >= loop.CloseParenToken.Span.End:
                found.Add(loop);
                break;
            case UsingStatementSyntax { Declaration: { } variables }:
                found.AddRange(variables.Variables);
                break;
            case CatchClauseSyntax { Declaration: { } declaration }:
                found.Add(declaration);
                break;
            case SimpleLambdaExpressionSyntax lambda:
                found.Add(lambda.Parameter);
                break;
            case ParenthesizedLambdaExpressionSyntax lambda:
                found.AddRange(lambda.ParameterList.Parameters);
                break;
            case AnonymousMethodExpressionSyntax { ParameterList: { } list }:
                found.AddRange(list.Parameters);
                break;
            case LocalFunctionStatementSyntax function:
                found.AddRange(function.ParameterList.Parameters);
                break;
            case QueryExpressionSyntax query:
                found.Add(query.FromClause);
                break;
        }

        if (
            scope
            is StatementSyntax
                or ArrowExpressionClauseSyntax
                or WhenClauseSyntax
                or SwitchExpressionArmSyntax
                or CasePatternSwitchLabelSyntax
        )
        {
            Designations(scope);
        }

        return found;

        void Statements(IEnumerable<StatementSyntax> statements)
        {
            foreach (var statement in statements.Where(s => s.SpanStart < position).Reverse())
            {
                switch (statement)
                {
                    case LocalDeclarationStatementSyntax local:
                        found.AddRange(local.Declaration.Variables.Where(v => v.Identifier.Span.End < position).Reverse());
                        break;
                    case LocalFunctionStatementSyntax function:
                        found.Add(function);
                        break;
                }

                // out var, patterns and deconstructions reach to the end of the block from expression statements and conditions of if.
                if (
                    statement is ExpressionStatementSyntax or LocalDeclarationStatementSyntax or IfStatementSyntax
                    && statement.Span.End <= position
                )
                {
                    Designations(statement);
                }
            }
        }

        void Designations(SyntaxNode node)
        {
            if (node is BlockSyntax)
            {
                return;
            }

            foreach (
                var designation in node.DescendantNodes(n => n is not (StatementSyntax or AnonymousFunctionExpressionSyntax) || n == node)
            )
            {
                if (designation is SingleVariableDesignationSyntax && designation.Span.End < position && !found.Contains(designation))
                {
                    found.Add(designation);
                }
            }
        }
    }
}
