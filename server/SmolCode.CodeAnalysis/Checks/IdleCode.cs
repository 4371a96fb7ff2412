using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>
/// Code that the compiler accepts although it does nothing, never comes to an end, or always fails: a lone semicolon (the compiler's CS0642
/// warns of it behind a condition only), an empty block where a statement stands, a member that calls or reads itself without an end
/// (<see cref="EndlessRecursion"/>), a needless directive (<see cref="NeedlessUsing"/>), a constructor's parameter that is set in place of the
/// member of its name, and a change of the collection that a loop around goes through (<see cref="ChangedWhileEnumerated"/>).
/// </summary>
internal static class IdleCode
{
    /// <summary>The first such code within the insertion, as an error; null when there is none.</summary>
    internal static CompilerError? First(SyntaxNode root, Func<SemanticModel> model, TextSpan inserted, CancellationToken cancellationToken)
    {
        foreach (var node in root.DescendantNodesAndSelf(n => n.FullSpan.IntersectsWith(inserted)))
        {
            var error = node switch
            {
                // Waiting in a loop's head, and a label at a block's end, need one.
                EmptyStatementSyntax { Parent: not (WhileStatementSyntax or ForStatementSyntax or LabeledStatementSyntax) } empty
                    when inserted.Contains(empty.Span) => new CompilerError("CS0642", "The statement is empty", empty.Span),
                BlockSyntax { Statements.Count: 0, Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax } block
                    when inserted.Contains(block.Span) => new CompilerError("CS0642", "The block is empty", block.Span),
                ExpressionSyntax call when call.Span.OverlapsWith(inserted) && EndlessRecursion.Is(call, model, cancellationToken) =>
                    new CompilerError("CA2011", $"'{call}' only comes back to itself, without an end", call.Span),
                ExpressionSyntax call when call.Span.OverlapsWith(inserted) && ChangedWhileEnumerated.Is(call, model, cancellationToken) =>
                    new CompilerError("InvalidOperation", $"'{call}' changes what the loop around goes through", call.Span),
                UsingDirectiveSyntax directive
                    when inserted.Contains(directive.Span) && NeedlessUsing.Is(directive, model, cancellationToken) => new CompilerError(
                    "CS0105",
                    $"'{directive}' is needless: the file has it already, or has its directives above",
                    directive.Span
                ),
                AssignmentExpressionSyntax assignment
                    when assignment.Span.OverlapsWith(inserted) && IsSetInPlaceOfMember(assignment, model, cancellationToken) =>
                    new CompilerError("CS1717", $"'{assignment}' sets the parameter, not the member of its name", assignment.Span),
                _ => null,
            };
            if (error is not null)
            {
                return error;
            }
        }

        return null;
    }

    /// <summary>The value that an expression gives on as it is: <c>name</c> of <c>name ?? throw …</c>, <c>name as T</c>, <c>(T)name</c>.</summary>
    private static ExpressionSyntax Kept(ExpressionSyntax expression) =>
        expression switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression or (int)SyntaxKind.AsExpression } binary => Kept(
                binary.Left
            ),
            CastExpressionSyntax cast => Kept(cast.Expression),
            ParenthesizedExpressionSyntax parenthesized => Kept(parenthesized.Expression),
            _ => expression,
        };

    // Owner(string name) { name = name ?? ""; } in a type that has a member 'name', where nothing reads the parameter afterwards.
    private static bool IsSetInPlaceOfMember(
        AssignmentExpressionSyntax assignment,
        Func<SemanticModel> model,
        CancellationToken cancellationToken
    ) =>
        assignment is { Left: IdentifierNameSyntax left, RawKind: (int)SyntaxKind.SimpleAssignmentExpression }
        && assignment.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is { Parent: TypeDeclarationSyntax type } constructor
        && constructor.ParameterList.Parameters.Any(p => p.Identifier.ValueText == left.Identifier.ValueText)
        && Kept(assignment.Right) is IdentifierNameSyntax kept
        && kept.Identifier.ValueText == left.Identifier.ValueText
        && !constructor
            .DescendantNodes()
            .OfType<IdentifierNameSyntax>()
            .Any(n =>
                n.Identifier.ValueText == left.Identifier.ValueText
                && !assignment.Span.Contains(n.Span)
                && n.SpanStart > assignment.SpanStart
            )
        && model().GetSymbolInfo(left, cancellationToken).Symbol is IParameterSymbol
        && type.Members.Any(m =>
            m switch
            {
                FieldDeclarationSyntax field => field.Declaration.Variables.Any(v => v.Identifier.ValueText == left.Identifier.ValueText),
                PropertyDeclarationSyntax property => property.Identifier.ValueText == left.Identifier.ValueText,
                _ => false,
            }
        );
}
