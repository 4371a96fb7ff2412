using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.Testing.Planning;

/// <summary>What a member promises to throw: read from its guard clauses and its documentation.</summary>
internal sealed partial class GuardClauses
{
    private readonly HashSet<string> nullGuarded = new(StringComparer.Ordinal);
    private readonly HashSet<string> nullDocumented = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> negativeDocumented = new(StringComparer.Ordinal);
    private readonly HashSet<string> documented = new(StringComparer.Ordinal);
    private readonly HashSet<string> thrown = new(StringComparer.Ordinal);

    /// <summary>The member's body checks the parameter for null.</summary>
    public bool GuardsNull(string parameter) => nullGuarded.Contains(parameter);

    /// <summary>The documentation says that null is refused.</summary>
    public bool DocumentsNull(string parameter) => nullDocumented.Contains(parameter);

    /// <summary>The exception that the documentation promises for a negative number.</summary>
    public string? DocumentsNegative(string parameter) => negativeDocumented.GetValueOrDefault(parameter);

    /// <summary>The documentation or a throw of the body names the exception.</summary>
    public bool Promises(string exception) => documented.Contains(exception) || thrown.Contains(exception);

    /// <summary>Reads a member.</summary>
    public static GuardClauses Of(ISymbol member, CancellationToken cancellationToken)
    {
        var guards = new GuardClauses();
        guards.ReadDocumentation(member.GetDocumentationCommentXml(expandIncludes: true, cancellationToken: cancellationToken));
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            guards.ReadBody(reference.GetSyntax(cancellationToken));
        }

        return guards;
    }

    private void ReadBody(SyntaxNode body)
    {
        foreach (var node in body.DescendantNodes())
        {
            switch (node)
            {
                case ObjectCreationExpressionSyntax creation when creation.Parent is ThrowStatementSyntax or ThrowExpressionSyntax:
                    thrown.Add(creation.Type.ToString().Split('.')[^1]);
                    break;
                case InvocationExpressionSyntax
                {
                    Expression: MemberAccessExpressionSyntax access,
                    ArgumentList.Arguments: [{ Expression: IdentifierNameSyntax name }, ..]
                }:
                    var method = access.Name.Identifier.Text;
                    if (
                        method.Contains("Null", StringComparison.Ordinal)
                        && (
                            method.StartsWith("ThrowIf", StringComparison.Ordinal)
                            || method.Contains("NotNull", StringComparison.Ordinal)
                            || method.StartsWith("AgainstNull", StringComparison.Ordinal)
                        )
                    )
                    {
                        nullGuarded.Add(name.Identifier.Text);
                    }

                    if (method.StartsWith("ThrowIf", StringComparison.Ordinal))
                    {
                        thrown.Add(access.Expression.ToString().Split('.')[^1]);
                    }

                    break;
                case BinaryExpressionSyntax { Left: IdentifierNameSyntax name, Right: ThrowExpressionSyntax }:
                    nullGuarded.Add(name.Identifier.Text);
                    break;
                case IfStatementSyntax { Condition: var condition } statement when Throws(statement.Statement):
                    foreach (var checkedName in NullChecks(condition))
                    {
                        nullGuarded.Add(checkedName);
                    }

                    break;
            }
        }
    }

    private static bool Throws(StatementSyntax statement) =>
        statement is ThrowStatementSyntax { Expression: ObjectCreationExpressionSyntax created }
            && created.Type.ToString().EndsWith("ArgumentNullException", StringComparison.Ordinal)
        || statement is BlockSyntax { Statements: [ThrowStatementSyntax inner] } && Throws(inner);

    private static IEnumerable<string> NullChecks(ExpressionSyntax condition) =>
        condition switch
        {
            BinaryExpressionSyntax { Left: IdentifierNameSyntax name, Right: LiteralExpressionSyntax { Token.Text: "null" } } =>
            [
                name.Identifier.Text,
            ],
            IsPatternExpressionSyntax
            {
                Expression: IdentifierNameSyntax name,
                Pattern: ConstantPatternSyntax { Expression: LiteralExpressionSyntax { Token.Text: "null" } }
            } => [name.Identifier.Text],
            _ => [],
        };

    private void ReadDocumentation(string? xml)
    {
        if (string.IsNullOrEmpty(xml))
        {
            return;
        }

        XElement root;
        try
        {
            root = XElement.Parse(xml);
        }
        catch (XmlException)
        {
            return;
        }

        foreach (var exception in root.Descendants("exception"))
        {
            var name = ((string?)exception.Attribute("cref"))?.Split('.')[^1].Split(':')[^1];
            if (name is null)
            {
                continue;
            }

            documented.Add(name);
            var text = Spaces().Replace(string.Concat(exception.Nodes().Select(Plain)), " ");
            foreach (Match match in NullCondition().Matches(text))
            {
                if (name == "ArgumentNullException")
                {
                    nullDocumented.Add(match.Groups[1].Value);
                }
            }

            foreach (Match match in NegativeCondition().Matches(text))
            {
                negativeDocumented[match.Groups[1].Value] = name;
            }
        }
    }

    private static string Plain(XNode node) =>
        node is XElement { Name.LocalName: "paramref" or "see" } reference
            ? $"{{{(string?)reference.Attribute("name") ?? (string?)reference.Attribute("langword") ?? ""}}}"
        : node is XElement element ? string.Concat(element.Nodes().Select(Plain))
        : node.ToString();

    [GeneratedRegex(@"\{(\w+)\} (?:is|was) (?:a )?(?:\{null\}|null)\b?")]
    private static partial Regex NullCondition();

    [GeneratedRegex(@"\{(\w+)\} (?:is|was) (?:negative|less than (?:zero|0)|below (?:zero|0)|smaller than (?:zero|0))")]
    private static partial Regex NegativeCondition();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
