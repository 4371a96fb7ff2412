using System.Text;
using System.Text.RegularExpressions;

namespace SmolCode.CodeAnalysis.Testing;

/// <summary>
/// How tests are named. {member}, {condition} and {expectation} stand for themselves (Find, NullId, ReturnsNull), {should} for the expectation
/// behind "should" (ReturnNull). What is in brackets is left out where what stands in it is empty. With {condition words} and the like the parts
/// are written as small words with underscores.
/// </summary>
public sealed partial class NamingTemplate
{
    private readonly string template;

    private NamingTemplate(string template) => this.template = template;

    /// <summary>The template of a text; null when it is none: it has an unknown placeholder, or neither condition nor expectation.</summary>
    public static NamingTemplate? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var placeholders = Placeholder().Matches(text).Select(m => m.Groups[1].Value.Split(' ')[0]).ToList();
        var rest = Placeholder().Replace(text, "").Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
        return
            placeholders.All(p => p is "member" or "condition" or "expectation" or "should")
            && placeholders.Contains("condition")
            && (placeholders.Contains("expectation") || placeholders.Contains("should"))
            && rest.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            && !char.IsAsciiDigit(text[0])
            && text.Count(c => c == '[') == text.Count(c => c == ']')
            ? new NamingTemplate(text)
            : null;
    }

    /// <summary>The name says which member is tested.</summary>
    public bool NamesMember => template.Contains("{member", StringComparison.Ordinal);

    /// <summary>The name of a test.</summary>
    public string Name(string member, string condition, string expectation)
    {
        // WhenWithLimit
        if (
            condition.StartsWith("With", StringComparison.Ordinal)
            && condition.Length > "With".Length
            && char.IsAsciiLetterUpper(condition["With".Length])
            && BeforeCondition().IsMatch(template)
        )
        {
            condition = condition["With".Length..];
        }

        string Of(Match placeholder)
        {
            var parts = placeholder.Groups[1].Value.Split(' ');
            var value = parts[0] switch
            {
                "member" => member,
                "condition" => condition,
                "should" => Infinitive(expectation),
                _ => expectation,
            };
            return parts.Length > 1 ? Words(value) : value.Replace("_", "", StringComparison.Ordinal);
        }

        var name = Optional()
            .Replace(
                template,
                group =>
                    Placeholder().Matches(group.Groups[1].Value).All(p => Of(p).Length == 0)
                        ? ""
                        : Placeholder().Replace(group.Groups[1].Value, Of)
            );
        return Underscores().Replace(Placeholder().Replace(name, Of), "_").Trim('_');
    }

    /// <inheritdoc />
    public override string ToString() => template;

    /// <summary>ReturnsNull behind "should": ReturnNull.</summary>
    private static string Infinitive(string expectation)
    {
        if (expectation.StartsWith("DoesNot", StringComparison.Ordinal))
        {
            return "Not" + expectation["DoesNot".Length..];
        }

        var end = 1;
        while (end < expectation.Length && char.IsAsciiLetterLower(expectation[end]))
        {
            end++;
        }

        var (verb, rest) = (expectation[..Math.Min(end, expectation.Length)], expectation[Math.Min(end, expectation.Length)..]);
        return verb switch
            {
                "Has" => "Have",
                "Is" => "Be",
                _ when verb.EndsWith("ches", StringComparison.Ordinal) || verb.EndsWith("sses", StringComparison.Ordinal) => verb[..^2],
                _ when verb.Length > 2 && verb.EndsWith('s') => verb[..^1],
                _ => verb,
            } + rest;
    }

    // NullId: null_id
    private static string Words(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var starts =
                i > 0
                && char.IsAsciiLetterUpper(name[i])
                && (!char.IsAsciiLetterUpper(name[i - 1]) || (i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1])));
            text.Append(starts ? "_" : "").Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    [GeneratedRegex(@"\{([a-z ]+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\[([^\]]*)\]")]
    private static partial Regex Optional();

    [GeneratedRegex(@"(When|With|with)_?\{condition")]
    private static partial Regex BeforeCondition();

    [GeneratedRegex("__+")]
    private static partial Regex Underscores();
}
