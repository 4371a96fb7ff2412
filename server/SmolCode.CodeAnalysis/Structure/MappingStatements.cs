using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>After <c>target.Name = source.Name;</c>: the next property that both have and that is not copied yet.</summary>
internal sealed class MappingStatements : IStructuralSource
{
    /// <inheritdoc />
    public IEnumerable<string> Find(StructuralPlace place)
    {
        if (
            place.BeforeLine.Parent is not ExpressionStatementSyntax { Parent: BlockSyntax block } above
            || Copy(above) is not { } copied
            || !place.TryGetType(copied.Target, out var type)
        )
        {
            yield break;
        }

        var target = copied.Target.ToString();
        var done = block
            .Statements.OfType<ExpressionStatementSyntax>()
            .Where(s => s.Span.End <= place.LineStart || s.SpanStart >= place.Hole.Position)
            .Select(s => s.Expression)
            .OfType<AssignmentExpressionSyntax>()
            .Select(a => a.Left)
            .OfType<MemberAccessExpressionSyntax>()
            .Where(a => a.Expression.ToString() == target)
            .Select(a => a.Name.Identifier.ValueText)
            .ToHashSet(StringComparer.Ordinal);
        var members = type.GetMembers().Where(m => IsWritable(place, m)).ToList();
        var last = members.FindIndex(m => m.Name == copied.Name);
        var values = new MappedValues(place, members, [(copied.Name, copied.Value)]);
        var source = ((MemberAccessExpressionSyntax)copied.Value).Expression + ".";
        foreach (var (member, _) in members.Select((m, i) => (m, i)).Where(m => !done.Contains(m.m.Name)).OrderBy(m => m.i <= last))
        {
            if (
                values.Of(member) is { } value
                && value.StartsWith(source, StringComparison.Ordinal)
                && place.Rest($"{target}.{member.Name} = {value};") is { } text
            )
            {
                yield return text;
                yield break;
            }
        }
    }

    private static (ExpressionSyntax Target, string Name, ExpressionSyntax Value)? Copy(ExpressionStatementSyntax statement) =>
        statement.Expression
            is AssignmentExpressionSyntax
            {
                Left: MemberAccessExpressionSyntax { Expression: var target, Name: IdentifierNameSyntax name },
                Right: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax from } value
            } assignment
        && assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
        && name.Identifier.ValueText == from.Identifier.ValueText
            ? (target, name.Identifier.ValueText, value)
            : null;

    private static bool IsWritable(StructuralPlace place, ISymbol member) =>
        member
            is IPropertySymbol { IsStatic: false, IsIndexer: false, SetMethod: { IsInitOnly: false } }
                or IFieldSymbol { IsStatic: false, IsReadOnly: false, IsImplicitlyDeclared: false }
        && place.Model.IsAccessible(place.Hole.Position, (member as IPropertySymbol)?.SetMethod ?? member);
}
