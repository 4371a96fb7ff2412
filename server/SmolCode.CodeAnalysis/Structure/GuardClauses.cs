using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>
/// A check of the next parameter for null, in the words of the file's own: the first guard of another method with the parameter's name in
/// place of that one's.
/// </summary>
internal sealed class GuardClauses : IStructuralSource
{
    /// <inheritdoc />
    public IEnumerable<string> Find(StructuralPlace place)
    {
        if (
            place.Typed.Length > 0
            || place is not { Method: { MethodKind: not (MethodKind.UserDefinedOperator or MethodKind.Conversion) } method, Body: { } body }
            || body.Statements.Any(s => s.Span.End <= place.Hole.Position && Guarded(s) is null)
        )
        {
            yield break;
        }

        var guarded = body.Statements.Select(Guarded).ToHashSet(StringComparer.Ordinal);
        var next = method.Parameters.FirstOrDefault(p =>
            p.RefKind != RefKind.Out
            && p.Type.IsReferenceType
            && p.NullableAnnotation != NullableAnnotation.Annotated
            && !p.HasExplicitDefaultValue
            && !guarded.Contains(p.Name)
        );
        if (next is null)
        {
            yield break;
        }

        foreach (var other in place.Root.DescendantNodes().OfType<BaseMethodDeclarationSyntax>())
        {
            foreach (var statement in other.Body?.Statements ?? default)
            {
                if (Guarded(statement) is not { } name)
                {
                    break;
                }

                if (other.ParameterList.Parameters.Any(p => p.Identifier.ValueText == name))
                {
                    yield return Renamed(place, statement, name, next.Name);
                    yield break;
                }
            }
        }
    }

    /// <summary>The name that a statement checks for null and nothing else; null when it does something else.</summary>
    private static string? Guarded(StatementSyntax statement) =>
        statement switch
        {
            IfStatementSyntax { Else: null } check when Throws(check.Statement) => check.Condition switch
            {
                BinaryExpressionSyntax { Left: IdentifierNameSyntax name, Right: LiteralExpressionSyntax right } compared
                    when compared.IsKind(SyntaxKind.EqualsExpression) && right.IsKind(SyntaxKind.NullLiteralExpression) =>
                    name.Identifier.ValueText,
                IsPatternExpressionSyntax
                {
                    Expression: IdentifierNameSyntax name,
                    Pattern: ConstantPatternSyntax { Expression: LiteralExpressionSyntax constant }
                } when constant.IsKind(SyntaxKind.NullLiteralExpression) => name.Identifier.ValueText,
                _ => null,
            },
            ExpressionStatementSyntax
            {
                Expression: InvocationExpressionSyntax
                {
                    Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method },
                    ArgumentList.Arguments: [{ Expression: IdentifierNameSyntax name }, ..]
                }
            } when method.Contains("NotNull", StringComparison.Ordinal) || method.Contains("ThrowIfNull", StringComparison.Ordinal) =>
                name.Identifier.ValueText,
            _ => null,
        };

    private static bool Throws(StatementSyntax statement) =>
        statement is ThrowStatementSyntax || statement is BlockSyntax { Statements: [ThrowStatementSyntax] };

    private static string Renamed(StructuralPlace place, StatementSyntax statement, string from, string to)
    {
        var renamed = statement.ReplaceTokens(
            statement.DescendantTokens().Where(t => t.ValueText == from),
            (token, _) =>
                token.IsKind(SyntaxKind.StringLiteralToken)
                    ? SyntaxFactory.Literal(to).WithTriviaFrom(token)
                    : SyntaxFactory.Identifier(to).WithTriviaFrom(token)
        );
        return place.Reindented(renamed.ToString(), statement);
    }
}
