using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Types;

/// <summary>What closes a line after an expression: the arguments that calls around still need, brackets, a semicolon.</summary>
internal sealed class LineTail(TypedPlace place, TypedValues values)
{
    /// <summary>
    /// The end of the statement after an expression that begins right of a token; null where it can't be told, or a call around it can't be
    /// finished.
    /// </summary>
    /// <param name="token">The token that the expression follows.</param>
    /// <param name="isOwnList">The arguments of the list that the token is in are filled already.</param>
    internal string? After(SyntaxToken token, bool isOwnList)
    {
        var tail = "";
        for (var node = token.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case ArgumentListSyntax list when IsOpen(list.OpenParenToken):
                    if (isOwnList && node == token.Parent)
                    {
                        tail += ")";
                    }
                    else if (Rest(list) is { } rest)
                    {
                        tail += rest + ")";
                    }
                    else
                    {
                        return null;
                    }

                    break;
                case BracketedArgumentListSyntax { OpenBracketToken: var open } when IsOpen(open):
                    tail += "]";
                    break;
                case ParenthesizedExpressionSyntax { OpenParenToken: var open } when IsOpen(open):
                    tail += ")";
                    break;
                case IfStatementSyntax { OpenParenToken: var open } when IsOpen(open):
                case WhileStatementSyntax { OpenParenToken: var whileOpen } when IsOpen(whileOpen):
                    return tail + ")";
                case InterpolationSyntax { OpenBraceToken: var open } when IsOpen(open):
                    tail += "}";
                    break;
                case InterpolatedStringExpressionSyntax { StringStartToken: { Text: "$\"" } open } when IsOpen(open):
                    tail += "\"";
                    break;
                case CollectionExpressionSyntax { OpenBracketToken: var open } when IsOpen(open):
                    tail += "]";
                    break;
                case InterpolatedStringExpressionSyntax or ForStatementSyntax or TupleExpressionSyntax:
                case AttributeArgumentListSyntax:
                    return null;
                case SwitchExpressionArmSyntax:
                case InitializerExpressionSyntax:
                    return tail + ",";
                case ReturnStatementSyntax or ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ThrowStatementSyntax:
                case YieldStatementSyntax or BaseFieldDeclarationSyntax or PropertyDeclarationSyntax or ConstructorInitializerSyntax:
                case ArrowExpressionClauseSyntax:
                    return node is ConstructorInitializerSyntax ? tail : tail + ";";
                case StatementSyntax or MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    private bool IsOpen(SyntaxToken token) => !token.IsMissing && token.Span.End <= place.Left.WordStart;

    /// <summary>Arguments that a call needs behind the one that the cursor is in.</summary>
    private string? Rest(ArgumentListSyntax list)
    {
        if (list.Parent is null)
        {
            return null;
        }

        var given = place.Given(list);
        var before = given.Length;
        foreach (var method in place.Calls.By(list.Parent))
        {
            if (before >= method.Parameters.Length && method.Parameters is not [.., { IsParams: true }])
            {
                continue;
            }

            if (
                place.Calls.Accepts(method.Parameters, [.. given])
                && new TypedCall(place, values).Arguments(
                    method.Parameters,
                    before + 1,
                    list.Arguments.Take(before + 1).Select(a => a.ToString())
                )
                    is { } arguments
            )
            {
                return arguments.Length > 0 ? ", " + arguments : "";
            }
        }

        return null;
    }
}
