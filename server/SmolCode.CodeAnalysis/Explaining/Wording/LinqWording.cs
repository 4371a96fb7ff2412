using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Explaining.Wording;

/// <summary>Chains of LINQ methods: "a list of `items`, keeping those where `i.Active`, sorted by `i.Name`".</summary>
internal static class LinqWording
{
    /// <summary>Describes a chain that ends in a LINQ method; null for any other call.</summary>
    internal static string? TryDescribe(FactContext context, InvocationExpressionSyntax call)
    {
        List<(string Name, SeparatedSyntaxList<ArgumentSyntax> Arguments, IMethodSymbol Method)> steps = [];
        ExpressionSyntax current = call;
        while (
            ExpressionWording.Strip(current)
                is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } } invocation
            && context.Symbol(invocation) is IMethodSymbol { ReducedFrom: not null } method
            && IsLinq(method)
        )
        {
            steps.Add((method.Name, invocation.ArgumentList.Arguments, method));
            current = receiver;
        }

        if (steps.Count == 0)
        {
            return null;
        }

        steps.Reverse();
        var (prefix, last) = Terminal(steps[^1].Name, steps[^1].Arguments, steps[^1].Method);
        List<string> parts = [];
        foreach (var step in last ? steps.Take(steps.Count - 1) : steps)
        {
            if (Modifier(step.Name, step.Arguments, step.Method) is not { } modifier)
            {
                return null;
            }

            parts.Add(modifier);
        }

        var source = $"{prefix}{CodeQuote.Of(ExpressionWording.Strip(current))}";
        return parts.Count == 0 ? source : $"{source}, {string.Join(", ", parts)}";
    }

    private static bool IsLinq(IMethodSymbol method) =>
        method.ContainingType is { Name: "Enumerable" or "Queryable" or "AsyncEnumerable", ContainingNamespace: { } space }
        && space.ToDisplayString() == "System.Linq";

    private static (string Prefix, bool Consumed) Terminal(string name, SeparatedSyntaxList<ArgumentSyntax> arguments, IMethodSymbol method)
    {
        var body = arguments.Count > 0 ? Body(arguments[0].Expression) : "";
        return (name, arguments.Count) switch
        {
            ("ToList" or "ToListAsync", _) => ("a list of ", true),
            ("ToArray" or "ToArrayAsync", _) => ("an array of ", true),
            ("ToHashSet", 0) => ("a set of ", true),
            ("ToDictionary", 1) => ($"a dictionary, keyed by {body}, of ", true),
            ("ToDictionary", 2) when !IsFunction(method, 1) => (
                $"a dictionary, keyed by {body} (compared by {CodeQuote.Of(arguments[1].Expression)}), of ",
                true
            ),
            ("ToDictionary", 2) => ($"a dictionary of {Body(arguments[1].Expression)}, keyed by {body}, from ", true),
            ("ToLookup", 1) => ($"a lookup by {body} of ", true),
            ("Count" or "LongCount", 0) => ("the number of elements of ", true),
            ("Count" or "LongCount", 1) => ($"the number of elements where {body} holds, of ", true),
            ("Sum", 0) => ("the sum of ", true),
            ("Sum", 1) => ($"the sum of {body} over ", true),
            ("Min" or "Max", 0) => ($"the {(name == "Min" ? "smallest" : "largest")} of ", true),
            ("Min" or "Max", 1) when IsFunction(method, 0) => ($"the {(name == "Min" ? "smallest" : "largest")} {body} over ", true),
            ("MinBy" or "MaxBy", 1) => ($"the element with the {(name == "MinBy" ? "smallest" : "largest")} {body} of ", true),
            ("Average", 0) => ("the average of ", true),
            ("Average", 1) => ($"the average of {body} over ", true),
            ("Any", 0) => ("whether there is anything in ", true),
            ("Any", 1) => ($"whether {body} holds for any element of ", true),
            ("All", 1) => ($"whether {body} holds for every element of ", true),
            ("First", 0) => ("the first element of ", true),
            ("First", 1) => ($"the first element where {body} holds, of ", true),
            ("FirstOrDefault", 0) => ("the first element, or the default value if there is none, of ", true),
            ("FirstOrDefault", 1) when IsPredicate(method) => (
                $"the first element where {body} holds, or the default value if there is none, of ",
                true
            ),
            ("Last", 0) => ("the last element of ", true),
            ("LastOrDefault", 0) => ("the last element, or the default value if there is none, of ", true),
            ("Single", 0) => ("the only element of ", true),
            ("Single", 1) => ($"the only element where {body} holds, of ", true),
            ("SingleOrDefault", 0) => ("the only element, or the default value if there is none, of ", true),
            ("SingleOrDefault", 1) when IsPredicate(method) => (
                $"the only element where {body} holds, or the default value if there is none, of ",
                true
            ),
            ("SequenceEqual", 1) => ($"whether the same elements as in {body}, in the same order, are in ", true),
            ("Contains", 1) => ($"whether {body} is among ", true),
            _ => ("", false),
        };
    }

    private static string? Modifier(string name, SeparatedSyntaxList<ArgumentSyntax> arguments, IMethodSymbol method)
    {
        var body = arguments.Count > 0 ? Body(arguments[0].Expression) : "";
        return (name, arguments.Count) switch
        {
            ("Where", 1) => $"keeping those where {body} holds",
            ("Select", 1) => $"taking {body} of each",
            ("SelectMany", 1) => $"with the elements of {body} strung together",
            ("OrderBy", 1) => $"sorted by {body}",
            ("OrderByDescending", 1) => $"sorted by {body}, largest first",
            ("ThenBy", 1) => $"then by {body}",
            ("ThenByDescending", 1) => $"then by {body}, largest first",
            ("GroupBy", 1) => $"grouped by {body}",
            ("Distinct", 0) => "each only once",
            ("DistinctBy", 1) => $"one for each {body}",
            ("Take", 1) when method.Parameters[0].Type.Name == "Range" => null,
            ("Take", 1) => $"the first {body} at most",
            ("Skip", 1) => $"without the first {body}",
            ("TakeWhile", 1) => $"as long as {body} holds",
            ("SkipWhile", 1) => $"from where {body} no longer holds",
            ("Reverse", 0) => "in reverse order",
            ("Concat", 1) => $"followed by {body}",
            ("Append", 1) => $"followed by {body}",
            ("Prepend", 1) => $"with {body} in front",
            ("Union", 1) => $"together with {body}, each only once",
            ("Except", 1) => $"without those in {body}, each only once",
            ("Intersect", 1) => $"only those that are in {body} too, each only once",
            ("OfType", 0) when method.TypeArguments is [var type] => $"only those that are {EnglishList.A(SymbolWording.Type(type))}",
            ("Cast", 0) when method.TypeArguments is [var type] => $"each cast to {SymbolWording.Type(type)}",
            ("Zip", 1) => $"paired with {body}",
            ("Chunk", 1) => $"in chunks of {body}",
            ("DefaultIfEmpty", 0) => "or one default value if there are none",
            ("AsEnumerable" or "AsQueryable", 0) => "as they are",
            _ => null,
        };
    }

    /// <summary>A function, and no comparer.</summary>
    private static bool IsFunction(IMethodSymbol method, int parameter) =>
        method.Parameters.Length > parameter
        && (
            method.Parameters[parameter].Type.TypeKind == TypeKind.Delegate
            // An expression tree of one.
            || method.Parameters[parameter].Type.Name == "Expression"
        );

    private static bool IsPredicate(IMethodSymbol method) => method.Parameters is [{ Type.TypeKind: TypeKind.Delegate }, ..];

    /// <summary>What a lambda yields; any other argument as it stands.</summary>
    private static string Body(ExpressionSyntax argument) =>
        argument is AnonymousFunctionExpressionSyntax { ExpressionBody: { } body }
            ? CodeQuote.Of(ExpressionWording.Strip(body))
            : CodeQuote.Of(argument);
}
