using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Holes;

/// <summary>The kind of a hole in code, from the token left of it and the syntax that this belongs to.</summary>
internal static class HoleClassifier
{
    internal static HoleKind Classify(LeftContext left)
    {
        var token = left.Token;
        if (token == default)
        {
            return HoleKind.Declaration;
        }

        return FromToken(left, token) ?? FromAncestors(left, token);
    }

    private static HoleKind? FromToken(LeftContext left, SyntaxToken token)
    {
        var parent = token.Parent;
        switch (token.Kind())
        {
            case SyntaxKind.DotToken:
            case SyntaxKind.ColonColonToken:
            case SyntaxKind.MinusGreaterThanToken:
                return parent?.FirstAncestorOrSelf<UsingDirectiveSyntax>() is not null || IsNamespaceName(parent)
                    ? HoleKind.Using
                    : HoleKind.MemberAccess;
            case SyntaxKind.UsingKeyword when parent is UsingDirectiveSyntax or null || IsAtTopLevel(token):
            case SyntaxKind.NamespaceKeyword:
                return HoleKind.Using;
            case SyntaxKind.OpenBracketToken when parent is AttributeListSyntax:
                return HoleKind.Attribute;
            case SyntaxKind.ReturnKeyword:
            case SyntaxKind.ThrowKeyword:
            case SyntaxKind.AwaitKeyword:
            case SyntaxKind.NewKeyword when parent is not null && !IsModifier(token):
            case SyntaxKind.InKeyword when parent is CommonForEachStatementSyntax or QueryClauseSyntax:
            case SyntaxKind.RefKeyword when parent is RefExpressionSyntax:
            case SyntaxKind.StackAllocKeyword:
            case SyntaxKind.SelectKeyword:
            case SyntaxKind.OrderByKeyword:
            case SyntaxKind.ByKeyword:
                return HoleKind.Expression;
            case SyntaxKind.IsKeyword:
            case SyntaxKind.CaseKeyword:
            case SyntaxKind.NotKeyword:
            case SyntaxKind.AndKeyword when parent is BinaryPatternSyntax:
            case SyntaxKind.OrKeyword when parent is BinaryPatternSyntax:
                return HoleKind.Pattern;
            case SyntaxKind.WhenKeyword:
            case SyntaxKind.WhereKeyword when parent is WhereClauseSyntax:
                return HoleKind.Condition;
            case SyntaxKind.AsKeyword:
            case SyntaxKind.LessThanToken when parent is TypeArgumentListSyntax or TypeParameterListSyntax:
            case SyntaxKind.CommaToken when parent is TypeArgumentListSyntax:
            case SyntaxKind.ColonToken when parent is BaseListSyntax or TypeParameterConstraintClauseSyntax:
            case SyntaxKind.CommaToken when parent is BaseListSyntax or TypeParameterConstraintClauseSyntax:
            case SyntaxKind.WhereKeyword:
            case SyntaxKind.OpenParenToken or SyntaxKind.CommaToken when parent is ParameterListSyntax:
            case SyntaxKind.OpenBracketToken or SyntaxKind.CommaToken when parent is BracketedParameterListSyntax:
            case SyntaxKind.OpenParenToken
                when parent is CatchDeclarationSyntax or TypeOfExpressionSyntax or DefaultExpressionSyntax or SizeOfExpressionSyntax:
            case SyntaxKind.OutKeyword
            or SyntaxKind.RefKeyword
            or SyntaxKind.InKeyword
            or SyntaxKind.ThisKeyword
            or SyntaxKind.ParamsKeyword when parent is ParameterSyntax:
                return HoleKind.Type;
            case SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken or SyntaxKind.CommaToken when parent is BaseArgumentListSyntax:
            case SyntaxKind.OutKeyword or SyntaxKind.RefKeyword or SyntaxKind.InKeyword when parent is ArgumentSyntax:
            case SyntaxKind.ColonToken when parent is NameColonSyntax { Parent: ArgumentSyntax }:
            case SyntaxKind.OpenBracketToken
                when parent is ArrayRankSpecifierSyntax { Parent: ArrayTypeSyntax { ElementType: NameSyntax } }:
                return HoleKind.Argument;
            case SyntaxKind.OpenParenToken or SyntaxKind.CommaToken when parent is AttributeArgumentListSyntax:
                return HoleKind.Attribute;
            case SyntaxKind.EqualsToken when parent?.FirstAncestorOrSelf<AttributeSyntax>() is not null:
                return HoleKind.Attribute;
            case SyntaxKind.EqualsToken when parent?.Parent is UsingDirectiveSyntax:
                return HoleKind.Using;
            case SyntaxKind.EqualsToken:
            case SyntaxKind.EqualsGreaterThanToken:
            case SyntaxKind.OpenBraceToken
            or SyntaxKind.CommaToken when parent is InitializerExpressionSyntax or AnonymousObjectCreationExpressionSyntax:
            case SyntaxKind.OpenBracketToken or SyntaxKind.CommaToken when parent is CollectionExpressionSyntax:
                return HoleKind.Assignment;
            case SyntaxKind.OpenBraceToken or SyntaxKind.CommaToken when parent is SwitchExpressionSyntax or PropertyPatternClauseSyntax:
            case SyntaxKind.OpenParenToken or SyntaxKind.CommaToken when parent is PositionalPatternClauseSyntax:
            case SyntaxKind.OpenBracketToken or SyntaxKind.CommaToken when parent is ListPatternSyntax:
                return HoleKind.Pattern;
            case SyntaxKind.OpenParenToken
                when parent is IfStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CatchFilterClauseSyntax:
            case SyntaxKind.SemicolonToken when parent is ForStatementSyntax loop && token == loop.FirstSemicolonToken:
                return HoleKind.Condition;
            case SyntaxKind.OpenParenToken
                when parent is SwitchStatementSyntax or LockStatementSyntax or UsingStatementSyntax or FixedStatementSyntax:
                return HoleKind.Expression;
            case SyntaxKind.OpenBraceToken when parent is InterpolationSyntax:
                return HoleKind.Expression;
            default:
                return IsStatementStart(token) ? StatementKind(left, token)
                    : IsDeclarationStart(token) ? HoleKind.Declaration
                    : SyntaxFacts.IsAssignmentExpressionOperatorToken(token.Kind()) ? HoleKind.Assignment
                    : null;
        }
    }

    private static HoleKind FromAncestors(LeftContext left, SyntaxToken token)
    {
        SyntaxNode? child = null;
        for (var node = token.Parent; node is not null; child = node, node = node.Parent)
        {
            switch (node)
            {
                case BaseArgumentListSyntax list when token != list.GetLastToken(includeZeroWidth: true):
                    return HoleKind.Argument;
                case AttributeSyntax or AttributeListSyntax when token != node.GetLastToken(includeZeroWidth: true):
                    return HoleKind.Attribute;
                case SwitchExpressionArmSyntax arm:
                    return child == arm.Expression ? HoleKind.Assignment
                        : child == arm.WhenClause ? HoleKind.Condition
                        : HoleKind.Pattern;
                case WhenClauseSyntax or CatchFilterClauseSyntax:
                    return HoleKind.Condition;
                case PatternSyntax or SwitchLabelSyntax or SubpatternSyntax:
                    return HoleKind.Pattern;
                case IfStatementSyntax statement when child == statement.Condition || token == statement.Condition.GetFirstToken():
                case WhileStatementSyntax loop when child == loop.Condition:
                case DoStatementSyntax doLoop when child == doLoop.Condition:
                case ForStatementSyntax forLoop when child == forLoop.Condition:
                    return HoleKind.Condition;
                case EqualsValueClauseSyntax or ArrowExpressionClauseSyntax or InitializerExpressionSyntax or CollectionExpressionSyntax:
                    return HoleKind.Assignment;
                case LambdaExpressionSyntax lambda when child == lambda.Body:
                case AssignmentExpressionSyntax assignment when child == assignment.Right:
                    return HoleKind.Assignment;
                case InterpolationSyntax or ReturnStatementSyntax or ThrowStatementSyntax or YieldStatementSyntax or AwaitExpressionSyntax:
                    return HoleKind.Expression;
                case CommonForEachStatementSyntax loop when child == loop.Expression:
                case SwitchStatementSyntax statement when child == statement.Expression:
                case QueryBodySyntax or QueryClauseSyntax:
                    return HoleKind.Expression;
                case TypeArgumentListSyntax or BaseListSyntax or TypeParameterConstraintClauseSyntax:
                    return HoleKind.Type;
                case UsingDirectiveSyntax:
                    return HoleKind.Using;
                case ParameterSyntax:
                    return HoleKind.Other;
                case StatementSyntax:
                    // After a complete expression or a type in a statement: a name, an operator, anything.
                    return HoleKind.Other;
                case MemberDeclarationSyntax:
                    return HoleKind.Declaration;
            }
        }

        return left.Root is CompilationUnitSyntax ? HoleKind.Declaration : HoleKind.Other;
    }

    private static HoleKind StatementKind(LeftContext left, SyntaxToken token)
    {
        if (!token.IsKind(SyntaxKind.OpenBraceToken))
        {
            return HoleKind.StatementStart;
        }

        var line = left.Text.Lines.GetLineFromPosition(left.Position).LineNumber;
        return left.Text.Lines.GetLineFromPosition(token.SpanStart).LineNumber < line ? HoleKind.BlockStart : HoleKind.StatementStart;
    }

    private static bool IsStatementStart(SyntaxToken token)
    {
        var parent = token.Parent;
        switch (token.Kind())
        {
            case SyntaxKind.OpenBraceToken:
                return parent is BlockSyntax;
            case SyntaxKind.SemicolonToken:
                return parent is StatementSyntax and not ForStatementSyntax || parent is GlobalStatementSyntax;
            case SyntaxKind.CloseBraceToken:
                return parent
                        is BlockSyntax
                        {
                            Parent: StatementSyntax
                                or ElseClauseSyntax
                                or CatchClauseSyntax
                                or FinallyClauseSyntax
                                or GlobalStatementSyntax
                                or SwitchSectionSyntax
                        }
                    || parent is SwitchStatementSyntax
                    || (parent is BlockSyntax { Parent: LocalFunctionStatementSyntax });
            case SyntaxKind.CloseParenToken:
                return parent switch
                {
                    IfStatementSyntax s => token == s.CloseParenToken,
                    WhileStatementSyntax s => token == s.CloseParenToken,
                    ForStatementSyntax s => token == s.CloseParenToken,
                    CommonForEachStatementSyntax s => token == s.CloseParenToken,
                    UsingStatementSyntax s => token == s.CloseParenToken,
                    LockStatementSyntax s => token == s.CloseParenToken,
                    FixedStatementSyntax s => token == s.CloseParenToken,
                    _ => false,
                };
            case SyntaxKind.ElseKeyword:
            case SyntaxKind.DoKeyword:
                return true;
            case SyntaxKind.ColonToken:
                return parent is SwitchLabelSyntax or LabeledStatementSyntax;
            default:
                return false;
        }
    }

    private static bool IsDeclarationStart(SyntaxToken token)
    {
        var parent = token.Parent;
        return token.Kind() switch
        {
            SyntaxKind.OpenBraceToken => parent is BaseTypeDeclarationSyntax or NamespaceDeclarationSyntax or AccessorListSyntax,
            SyntaxKind.CloseBraceToken => parent is BaseTypeDeclarationSyntax or NamespaceDeclarationSyntax or AccessorListSyntax
                || parent is BlockSyntax { Parent: MemberDeclarationSyntax or AccessorDeclarationSyntax },
            SyntaxKind.SemicolonToken => parent
                is MemberDeclarationSyntax
                    or UsingDirectiveSyntax
                    or ExternAliasDirectiveSyntax
                    or AccessorDeclarationSyntax,
            SyntaxKind.CloseBracketToken => parent is AttributeListSyntax,
            SyntaxKind.CommaToken => parent is EnumDeclarationSyntax,
            _ => IsModifier(token)
                || token.Kind()
                    is SyntaxKind.ClassKeyword
                        or SyntaxKind.StructKeyword
                        or SyntaxKind.InterfaceKeyword
                        or SyntaxKind.EnumKeyword
                        or SyntaxKind.RecordKeyword
                        or SyntaxKind.DelegateKeyword
                        or SyntaxKind.EventKeyword,
        };
    }

    private static bool IsModifier(SyntaxToken token) =>
        token.Parent switch
        {
            MemberDeclarationSyntax member => member.Modifiers.Contains(token),
            AccessorDeclarationSyntax accessor => accessor.Modifiers.Contains(token),
            LocalFunctionStatementSyntax function => function.Modifiers.Contains(token),
            LocalDeclarationStatementSyntax declaration => declaration.Modifiers.Contains(token),
            ParameterSyntax parameter => parameter.Modifiers.Contains(token),
            _ => false,
        };

    private static bool IsNamespaceName(SyntaxNode? node)
    {
        while (node is NameSyntax)
        {
            node = node.Parent;
        }

        return node is BaseNamespaceDeclarationSyntax;
    }

    private static bool IsAtTopLevel(SyntaxToken token) =>
        token.Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>() is null or GlobalStatementSyntax or BaseNamespaceDeclarationSyntax
        && token.Parent?.FirstAncestorOrSelf<BlockSyntax>() is null;
}
