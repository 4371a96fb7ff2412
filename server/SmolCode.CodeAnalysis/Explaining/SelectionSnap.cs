using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Explaining;

/// <summary>From what is selected to what can be explained: whole statements, members or types.</summary>
internal static class SelectionSnap
{
    /// <summary>A member of more lines than this is told of by the statement at the cursor.</summary>
    private const int LongMember = 150;

    /// <summary>Finds the nodes for a selection; it may be empty, and lie half in a statement.</summary>
    internal static ExplainedNodes Find(SyntaxNode root, SourceText text, TextSpan selection)
    {
        var trimmed = Trim(text, selection);
        if (text.Length == 0 || root.Span.Length == 0)
        {
            return new(ExplainedScope.Nothing, [], "The file has no code.");
        }

        if (Disabled(root, trimmed))
        {
            return new(
                ExplainedScope.Nothing,
                [],
                "An `#if` leaves this code out here: it is not compiled, so there are no facts about it. Build with the symbols that it asks for, or select other code."
            );
        }

        return trimmed.IsEmpty ? AtCursor(root, text, trimmed.Start) : Selected(root, trimmed);
    }

    private static TextSpan Trim(SourceText text, TextSpan span)
    {
        var (start, end) = (Math.Clamp(span.Start, 0, text.Length), Math.Clamp(span.End, 0, text.Length));
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        // Blanks alone are a cursor, where the selection began.
        return start == end ? new TextSpan(Math.Clamp(span.Start, 0, text.Length), 0) : TextSpan.FromBounds(start, end);
    }

    private static bool Disabled(SyntaxNode root, TextSpan span)
    {
        var trivia = root.FindTrivia(Math.Min(span.Start, root.FullSpan.End - 1));
        return trivia.IsKind(SyntaxKind.DisabledTextTrivia) && trivia.Span.Contains(span);
    }

    private static ExplainedNodes AtCursor(SyntaxNode root, SourceText text, int position)
    {
        // A cursor on an empty line, or behind the code of a line, means the code of that line or the next one below.
        var line = text.Lines.GetLineFromPosition(position);
        var token = root.FindToken(Math.Min(position, root.FullSpan.End - 1));
        if (token.SpanStart > line.End && token.GetPreviousToken() is { RawKind: not 0 } before && before.Span.End > line.Start)
        {
            token = before;
        }

        if (token.IsKind(SyntaxKind.EndOfFileToken) && token.GetPreviousToken() is { RawKind: not 0 } last)
        {
            token = last;
        }

        foreach (var node in token.Parent?.AncestorsAndSelf() ?? [])
        {
            switch (node)
            {
                case GlobalStatementSyntax:
                    return new(ExplainedScope.Statements, [.. root.ChildNodes().OfType<GlobalStatementSyntax>()], null);
                case EnumMemberDeclarationSyntax { Parent: { } owner }:
                    return new(ExplainedScope.Type, [owner], null);
                case BaseTypeDeclarationSyntax or DelegateDeclarationSyntax:
                    return new(ExplainedScope.Type, [node], null);
                case BaseNamespaceDeclarationSyntax or CompilationUnitSyntax:
                    return File(root, "There is no code at the cursor; this is what the file holds.");
                case MemberDeclarationSyntax
                    when Lines(text, node.Span) > LongMember && token.Parent is { } at && Statement(at, node) is { } statement:
                    return new(
                        ExplainedScope.Statements,
                        [statement],
                        $"The member around is {Lines(text, node.Span)} lines long, so this is about the statement at the cursor. Select the member to have all of it explained."
                    );
                case MemberDeclarationSyntax:
                    return new(ExplainedScope.Member, [node], null);
            }
        }

        return File(root, "There is no code at the cursor; this is what the file holds.");
    }

    private static StatementSyntax? Statement(SyntaxNode at, SyntaxNode member) =>
        at.AncestorsAndSelf().TakeWhile(n => n != member).OfType<StatementSyntax>().FirstOrDefault(s => s is not BlockSyntax);

    private static ExplainedNodes Selected(SyntaxNode root, TextSpan span)
    {
        var covering = root.FindNode(span, getInnermostNodeForTie: true);
        foreach (var node in covering.AncestorsAndSelf())
        {
            switch (node)
            {
                case BlockSyntax { Parent: StatementSyntax or ElseClauseSyntax or CatchClauseSyntax or FinallyClauseSyntax } block
                    when Touched(block.Statements, span) is { IsEmpty: false } touched && block.OpenBraceToken.SpanStart < span.Start:
                    return Statements(touched, span);
                case BlockSyntax block when Touched(block.Statements, span) is { IsEmpty: false } touched:
                    // The whole body of a member is the member.
                    return block.Parent is BaseMethodDeclarationSyntax && span.Contains(block.Span)
                        ? new(ExplainedScope.Member, [block.Parent], null)
                        : Statements(touched, span);
                case SwitchSectionSyntax section when Touched(section.Statements, span) is { IsEmpty: false } touched:
                    return Statements(touched, span);
                case BlockSyntax or SwitchSectionSyntax:
                    continue;
                case StatementSyntax statement:
                    return Statements([statement], span);
                case GlobalStatementSyntax { Statement: var top }:
                    return Statements([top], span);
                case AccessorDeclarationSyntax:
                    continue;
                case EnumMemberDeclarationSyntax { Parent: { } owner }:
                    return new(ExplainedScope.Type, [owner], "An enum's member says little alone, so this is about the enum.");
                case BaseTypeDeclarationSyntax type:
                    return InType(type, span);
                case DelegateDeclarationSyntax:
                    return new(ExplainedScope.Type, [node], null);
                case BaseNamespaceDeclarationSyntax or CompilationUnitSyntax:
                    return InNamespace(root, node, span);
                case MemberDeclarationSyntax:
                    return new(
                        ExplainedScope.Member,
                        [node],
                        span.Contains(node.Span) || span.Contains(Name(node))
                            ? null
                            : "Part of a member was selected, so this is about the whole member."
                    );
            }
        }

        return File(root, null);
    }

    private static ExplainedNodes Statements(ImmutableArray<SyntaxNode> statements, TextSpan span)
    {
        var whole = TextSpan.FromBounds(statements[0].SpanStart, statements[^1].Span.End);
        // A semicolon that was left out is no half of a statement.
        return new(
            ExplainedScope.Statements,
            statements,
            span.Start <= whole.Start && span.End >= whole.End - 1
                ? null
                : $"The selection ends within a statement, so this is about the whole {(statements.Length == 1 ? "statement" : $"{statements.Length} statements")}."
        );
    }

    private static ExplainedNodes InType(BaseTypeDeclarationSyntax type, TextSpan span)
    {
        if (
            type is not TypeDeclarationSyntax { Members: var members }
            || span.IntersectsWith(type.Identifier.Span)
            || span.Contains(type.Span)
        )
        {
            return new(ExplainedScope.Type, [type], null);
        }

        ImmutableArray<SyntaxNode> touched = [.. members.Where(m => Overlaps(m, span))];
        return touched.Length switch
        {
            0 => new(ExplainedScope.Type, [type], "No member was selected, so this is about the type around."),
            1 => new(touched[0] is BaseTypeDeclarationSyntax ? ExplainedScope.Type : ExplainedScope.Member, touched, null),
            _ => new(ExplainedScope.Several, touched, null),
        };
    }

    private static ExplainedNodes InNamespace(SyntaxNode root, SyntaxNode node, TextSpan span)
    {
        var members = node is BaseNamespaceDeclarationSyntax space ? space.Members : ((CompilationUnitSyntax)node).Members;
        ImmutableArray<SyntaxNode> touched = [.. members.Where(m => Overlaps(m, span))];
        if (touched is [BaseNamespaceDeclarationSyntax inner])
        {
            return InNamespace(root, inner, span);
        }

        if (touched.Length > 0 && touched.All(t => t is GlobalStatementSyntax))
        {
            return Statements(touched, span);
        }

        return touched.Length switch
        {
            0 => node.Parent is null
                ? new(
                    ExplainedScope.Nothing,
                    [],
                    "The selection has no statement, member or type in it. Select code, or put the cursor into a member."
                )
                : File(root, "The selection has no code in it; this is what the file holds."),
            1 => new(ExplainedScope.Type, touched, null),
            _ => new(ExplainedScope.Several, touched, null),
        };
    }

    /// <summary>All types and top-level statements of the file.</summary>
    private static ExplainedNodes File(SyntaxNode root, string? note)
    {
        ImmutableArray<SyntaxNode> members =
        [
            .. root.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
                .Where(n => n is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or GlobalStatementSyntax),
        ];
        return members.Length switch
        {
            0 => new(ExplainedScope.Nothing, [], "The file declares nothing that could be explained."),
            1 when members[0] is not GlobalStatementSyntax => new(ExplainedScope.Type, members, note),
            _ when members.All(m => m is GlobalStatementSyntax) => new(ExplainedScope.Statements, members, note),
            _ => new(ExplainedScope.Several, members, note),
        };
    }

    private static ImmutableArray<SyntaxNode> Touched(SyntaxList<StatementSyntax> statements, TextSpan span) =>
        [.. statements.Where(s => Overlaps(s, span))];

    private static bool Overlaps(SyntaxNode node, TextSpan span) => node.Span.OverlapsWith(span);

    private static TextSpan Name(SyntaxNode member) =>
        member switch
        {
            MethodDeclarationSyntax method => method.Identifier.Span,
            PropertyDeclarationSyntax property => property.Identifier.Span,
            ConstructorDeclarationSyntax constructor => constructor.Identifier.Span,
            EventDeclarationSyntax @event => @event.Identifier.Span,
            BaseFieldDeclarationSyntax { Declaration.Variables: [var variable, ..] } => variable.Identifier.Span,
            _ => member.Span,
        };

    private static int Lines(SourceText text, TextSpan span)
    {
        var lines = text.Lines.GetLinePositionSpan(span);
        return lines.End.Line - lines.Start.Line + 1;
    }
}
