using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Checks;

namespace SmolCode.CodeAnalysis.Repairs;

/// <summary>A statement's header alone, <c>if (count == 0)</c>: gets an empty block, braced as the file braces.</summary>
internal sealed class BodyRepair : ICandidateRepair
{
    /// <inheritdoc />
    public IEnumerable<string> Propose(RefutedCandidate refuted)
    {
        var text = refuted.Text.TrimEnd();
        var line = (refuted.Hole.LinePrefix + text).TrimStart();
        if (
            refuted.RefutedBy is not ("syntax" or "brackets")
            || text.Contains('\n', StringComparison.Ordinal)
            || refuted.Hole.LineSuffix.Length > 0
        )
        {
            yield break;
        }

        var opened = line.EndsWith('{');
        var header = opened ? line[..^1].TrimEnd() : line;
        if (!IsHeader(header) || Brackets.Unmatched(header) > 0)
        {
            yield break;
        }

        var before = refuted.Hole.LinePrefix;
        var indentation = before[..(before.Length - before.TrimStart().Length)];
        if (opened)
        {
            yield return $"{text}\n{indentation}}}";
        }
        else
        {
            yield return BracesStandAlone(refuted) ? $"{text}\n{indentation}{{\n{indentation}}}" : $"{text} {{\n{indentation}}}";
        }
    }

    /// <summary>Whether a line is a statement but for its body.</summary>
    internal static bool IsHeader(string line)
    {
        // "else" belongs to a statement that is not in this text.
        var statement =
            line.StartsWith("else", StringComparison.Ordinal) && (line.Length == 4 || line[4] == ' ') ? "if (true) { } " + line : line;
        return SyntaxFactory.ParseStatement(statement + " { }") switch
            {
                { ContainsDiagnostics: true } => false,
                IfStatementSyntax
                or WhileStatementSyntax
                or CommonForEachStatementSyntax
                or ForStatementSyntax
                or UsingStatementSyntax
                or LockStatementSyntax
                or FixedStatementSyntax
                or SwitchStatementSyntax
                or LocalFunctionStatementSyntax => true,
                _ => false,
            } && !line.EndsWith(';');
    }

    /// <summary>Whether the file puts opening braces on lines of their own.</summary>
    private static bool BracesStandAlone(RefutedCandidate refuted)
    {
        var (alone, trailing) = (0, 0);
        foreach (var line in refuted.Document.Lines)
        {
            var text = line.ToString().AsSpan().Trim();
            if (text is "{")
            {
                alone++;
            }
            else if (text is [.., '{'])
            {
                trailing++;
            }
        }

        return alone >= trailing;
    }
}
