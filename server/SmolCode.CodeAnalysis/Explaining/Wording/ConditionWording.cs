using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Explaining.Wording;

/// <summary>Conditions as English: "`name` is null or empty", "`count` is less than 0".</summary>
internal sealed class ConditionWording(FactContext context)
{
    /// <summary>When the condition holds, or with <paramref name="negate"/> when it doesn't.</summary>
    internal string Of(ExpressionSyntax condition, bool negate = false, int depth = 0)
    {
        switch (condition)
        {
            case ParenthesizedExpressionSyntax inner:
                return Of(inner.Expression, negate, depth);
            case PrefixUnaryExpressionSyntax not when not.IsKind(SyntaxKind.LogicalNotExpression):
                return Of(not.Operand, !negate, depth);
            case LiteralExpressionSyntax literal:
                return literal.IsKind(SyntaxKind.TrueLiteralExpression) != negate ? "always" : "never";
            case BinaryExpressionSyntax binary when Connective(binary) is { } word:
                return Joined(binary, word, negate, depth);
            case BinaryExpressionSyntax binary when Comparison(binary, negate) is { } comparison:
                return comparison;
            case IsPatternExpressionSyntax pattern:
                return Pattern(pattern, negate);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression } isType:
                return $"{Quote(isType.Left)} {Is(negate)} {(context.Symbol(isType.Right) is null or ITypeSymbol ? EnglishList.A(CodeQuote.Of(isType.Right)) : CodeQuote.Of(isType.Right))}";
            case InvocationExpressionSyntax call when Call(call, negate) is { } known:
                return known;
            case AwaitExpressionSyntax wait:
                return $"`await {ExpressionWording.Bare(wait.Expression)}` is {(negate ? "false" : "true")}";
            case InvocationExpressionSyntax:
                return $"{Quote(condition)} is {(negate ? "false" : "true")}";
            default:
                return condition is IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax
                    ? $"{Quote(condition)} is {(negate ? "false" : "true")}"
                    : $"{Quote(condition)} {(negate ? "does not hold" : "holds")}";
        }
    }

    /// <summary>The condition where words say it and not its code; null where they don't.</summary>
    internal string? InWords(ExpressionSyntax condition)
    {
        var words = Of(condition);
        return
            words.EndsWith(" holds", StringComparison.Ordinal)
            || words.EndsWith(" does not hold", StringComparison.Ordinal)
            || words is "always" or "never"
            || Strip(condition) is InvocationExpressionSyntax && words.EndsWith(" is true", StringComparison.Ordinal)
            ? null
            : words;
    }

    private static string? Connective(BinaryExpressionSyntax binary) =>
        binary.Kind() switch
        {
            SyntaxKind.LogicalAndExpression => "and",
            SyntaxKind.LogicalOrExpression => "or",
            _ => null,
        };

    private string Joined(BinaryExpressionSyntax binary, string word, bool negate, int depth)
    {
        var parts = Flatten(binary, binary.Kind());
        var mixed = parts.Exists(p => Strip(p) is BinaryExpressionSyntax inner && Connective(inner) is not null);
        if (depth == 0 && parts.Count > 4 && !mixed)
        {
            // Many alike: some of them say what it is about.
            var each = parts.Take(3).Select(p => Of(p, negate, depth + 1));
            var rest = parts.Count - 3;
            return (word == "or") != negate
                ? $"{string.Join(", ", each)} or one of {rest} more conditions {(negate ? "fails" : "holds")}"
                : $"{string.Join(", ", each)} and {rest} more conditions {(negate ? "fail" : "hold")}";
        }

        // A mixture of "and" and "or" reads ambiguously without its parentheses: the code says it better.
        if (depth > 0 || parts.Count > 4 || mixed)
        {
            return $"{Quote(binary)} {(negate ? "does not hold" : "holds")}";
        }

        return EnglishList.Of(parts.Select(p => Of(p, negate, depth + 1)), word: negate ? (word == "and" ? "or" : "and") : word);
    }

    private static List<ExpressionSyntax> Flatten(ExpressionSyntax expression, SyntaxKind kind)
    {
        var stripped = Strip(expression);
        return stripped is BinaryExpressionSyntax binary && binary.IsKind(kind)
            ? [.. Flatten(binary.Left, kind), .. Flatten(binary.Right, kind)]
            : [stripped];
    }

    private static ExpressionSyntax Strip(ExpressionSyntax expression) =>
        expression is ParenthesizedExpressionSyntax inner ? Strip(inner.Expression) : expression;

    private string? Comparison(BinaryExpressionSyntax binary, bool negate)
    {
        var right = Strip(binary.Right);
        var isNull = right.IsKind(SyntaxKind.NullLiteralExpression);
        var literal = right is LiteralExpressionSyntax || right is PrefixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax };
        switch (binary.Kind())
        {
            case SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression:
                var equal = binary.IsKind(SyntaxKind.EqualsExpression) != negate;
                if (Flag(binary.Left, right, equal) is { } flag)
                {
                    return flag;
                }

                if (right is LiteralExpressionSyntax { Token.ValueText: "0" } && Sized(binary.Left) is { } sized)
                {
                    return $"{Quote(sized)} {(equal ? "is empty" : "is not empty")}";
                }

                return $"{Quote(binary.Left)} {(literal || isNull ? Is(!equal) : equal ? "equals" : "differs from")} {(isNull ? "null" : Quote(right))}";
            case SyntaxKind.GreaterThanExpression
                when !negate && right is LiteralExpressionSyntax { Token.ValueText: "0" } && Sized(binary.Left) is { } filled:
                return $"{Quote(filled)} is not empty";
            // The opposite of "less" is "at least" only where everything is ordered: NaN and null are not.
            case SyntaxKind.LessThanExpression when !negate || Ordered(binary):
                return $"{Quote(binary.Left)} is {(negate ? "at least" : "less than")} {Quote(right)}";
            case SyntaxKind.LessThanOrEqualExpression when !negate || Ordered(binary):
                return $"{Quote(binary.Left)} is {(negate ? "greater than" : "at most")} {Quote(right)}";
            case SyntaxKind.GreaterThanExpression when !negate || Ordered(binary):
                return $"{Quote(binary.Left)} is {(negate ? "at most" : "greater than")} {Quote(right)}";
            case SyntaxKind.GreaterThanOrEqualExpression when !negate || Ordered(binary):
                return $"{Quote(binary.Left)} is {(negate ? "less than" : "at least")} {Quote(right)}";
            default:
                return null;
        }
    }

    /// <summary>"`access` has `FileAccess.Read`" for <c>(access &amp; FileAccess.Read) == FileAccess.Read</c> and for <c>!= 0</c>.</summary>
    private string? Flag(ExpressionSyntax left, ExpressionSyntax right, bool equal)
    {
        if (
            Strip(left) is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.BitwiseAndExpression, Left: var value, Right: var flag }
            || context.Type(value)?.TypeKind != TypeKind.Enum
            || context.Symbol(Strip(flag))
                is not IFieldSymbol { HasConstantValue: true, ConstantValue: { } constant, ContainingType.TypeKind: TypeKind.Enum }
            || constant is ulong
        )
        {
            return null;
        }

        // Of several bits, some are not all.
        var bits = System.Numerics.BitOperations.PopCount(
            unchecked((ulong)Convert.ToInt64(constant, System.Globalization.CultureInfo.InvariantCulture))
        );
        bool? has =
            SyntaxFactory.AreEquivalent(Strip(flag), right) && bits > 0 ? equal
            : right is LiteralExpressionSyntax { Token.ValueText: "0" } && bits == 1 ? !equal
            : null;
        return has is { } is1 ? $"{Quote(value)} {(is1 ? "has" : "lacks")} {Quote(flag)}" : null;
    }

    private bool Ordered(BinaryExpressionSyntax binary) => IsOrdered(context.Type(binary.Left)) && IsOrdered(context.Type(binary.Right));

    private static bool IsOrdered(ITypeSymbol? type) =>
        type?.SpecialType
            is SpecialType.System_Int32
                or SpecialType.System_Int64
                or SpecialType.System_Int16
                or SpecialType.System_SByte
                or SpecialType.System_Byte
                or SpecialType.System_UInt16
                or SpecialType.System_UInt32
                or SpecialType.System_UInt64
                or SpecialType.System_Char
                or SpecialType.System_Decimal;

    /// <summary>What has the length or count that an expression asks for, if the framework's own collections and strings are meant.</summary>
    private ExpressionSyntax? Sized(ExpressionSyntax expression) =>
        Strip(expression) is MemberAccessExpressionSyntax { Name.Identifier.Text: "Length" or "Count", Expression: var owner }
        && context.Type(owner) is { } type
        && (type.TypeKind == TypeKind.Array || type.SpecialType == SpecialType.System_String || IsFramework(type))
            ? ExpressionWording.Strip(owner)
            : null;

    private static bool IsFramework(ITypeSymbol type) =>
        type.ContainingNamespace?.ToDisplayString() is { } space
        && (space is "System" || space.StartsWith("System.Collections", StringComparison.Ordinal));

    private string Pattern(IsPatternExpressionSyntax isPattern, bool negate)
    {
        var pattern = isPattern.Pattern;
        while (pattern is ParenthesizedPatternSyntax or UnaryPatternSyntax)
        {
            if (pattern is UnaryPatternSyntax not)
            {
                negate = !negate;
                pattern = not.Pattern;
            }
            else
            {
                pattern = ((ParenthesizedPatternSyntax)pattern).Pattern;
            }
        }

        var subject = Quote(isPattern.Expression);
        return pattern switch
        {
            ConstantPatternSyntax { Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } } =>
                $"{subject} {Is(negate)} null",
            // "is Red" may name a constant or a type; both read the same.
            ConstantPatternSyntax constant => context.Symbol(constant.Expression) is ITypeSymbol
                ? $"{subject} {Is(negate)} {EnglishList.A(CodeQuote.Of(constant.Expression))}"
                : $"{subject} {Is(negate)} {CodeQuote.Of(constant.Expression)}",
            TypePatternSyntax type => $"{subject} {Is(negate)} {EnglishList.A(CodeQuote.Of(type.Type))}",
            DeclarationPatternSyntax { Designation: SingleVariableDesignationSyntax name } declaration =>
                $"{subject} {Is(negate)} {EnglishList.A(CodeQuote.Of(declaration.Type))}{(negate ? $" (otherwise it is `{name.Identifier.Text}` from here on)" : $" (`{name.Identifier.Text}` from here on)")}",
            RecursivePatternSyntax
            {
                Type: null,
                PositionalPatternClause: null,
                PropertyPatternClause.Subpatterns.Count: 0,
                Designation: var name
            } =>
                $"{subject} {Is(!negate)} null{(name is SingleVariableDesignationSyntax { Identifier.Text: var id } ? negate ? $" (otherwise it is `{id}` from here on)" : $" (`{id}` from here on)" : "")}",
            RelationalPatternSyntax relational when Relation(relational) is { } relation =>
                $"{subject} {Is(negate)} {relation} {CodeQuote.Of(relational.Expression)}",
            BinaryPatternSyntax { RawKind: (int)SyntaxKind.OrPattern } either when Constants(either) is { } constants => negate
                ? $"{subject} is none of {EnglishList.Of(constants)}"
                : $"{subject} is {EnglishList.Of(constants, word: "or")}",
            BinaryPatternSyntax
            {
                RawKind: (int)SyntaxKind.AndPattern,
                Left: RelationalPatternSyntax from,
                Right: RelationalPatternSyntax to
            } when !negate && Relation(from) is { } least && Relation(to) is { } greatest =>
                $"{subject} is {least} {CodeQuote.Of(from.Expression)} and {greatest} {CodeQuote.Of(to.Expression)}",
            _ => $"{subject} {(negate ? "does not match" : "matches")} the pattern {CodeQuote.Of(pattern)}",
        };
    }

    /// <summary>The values of "A or B or C"; null where a type or another pattern is among them.</summary>
    private List<string>? Constants(PatternSyntax pattern) =>
        pattern switch
        {
            ParenthesizedPatternSyntax inner => Constants(inner.Pattern),
            BinaryPatternSyntax { RawKind: (int)SyntaxKind.OrPattern } either => Constants(either.Left) is { } left
            && Constants(either.Right) is { } right
            && left.Count + right.Count <= 8
                ? [.. left, .. right]
                : null,
            ConstantPatternSyntax constant when context.Symbol(constant.Expression) is not ITypeSymbol =>
            [
                constant.Expression.IsKind(SyntaxKind.NullLiteralExpression) ? "null" : CodeQuote.Of(constant.Expression),
            ],
            _ => null,
        };

    private static string? Relation(RelationalPatternSyntax pattern) =>
        pattern.OperatorToken.Kind() switch
        {
            SyntaxKind.LessThanToken => "less than",
            SyntaxKind.LessThanEqualsToken => "at most",
            SyntaxKind.GreaterThanToken => "greater than",
            SyntaxKind.GreaterThanEqualsToken => "at least",
            _ => null,
        };

    private string? Call(InvocationExpressionSyntax call, bool negate)
    {
        if (context.Symbol(call) is not IMethodSymbol method)
        {
            return null;
        }

        var arguments = call.ArgumentList.Arguments;
        var receiver = (call.Expression as MemberAccessExpressionSyntax)?.Expression;
        if (method.ContainingType.SpecialType == SpecialType.System_String && method.IsStatic && arguments.Count == 1)
        {
            return method.Name switch
            {
                "IsNullOrEmpty" => $"{Quote(arguments[0].Expression)} {(negate ? "is neither null nor empty" : "is null or empty")}",
                "IsNullOrWhiteSpace" => negate
                    ? $"{Quote(arguments[0].Expression)} has something other than white space"
                    : $"{Quote(arguments[0].Expression)} is null, empty or only white space",
                _ => null,
            };
        }

        if (Equality(method, arguments, receiver) is { } sides)
        {
            var same = method.Name == "ReferenceEquals";
            return $"{Quote(sides.Left)} {(same ? negate ? "is not the same object as" : "is the same object as" : negate ? "differs from" : "equals")} {Quote(sides.Right)}{IgnoringCase(arguments)}";
        }

        if (receiver is null || !IsFramework(method.ContainingType) && method.ContainingNamespace?.ToDisplayString() != "System.Linq")
        {
            return null;
        }

        return (method.Name, arguments) switch
        {
            ("TryGetValue", [var key, { Expression: DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax found } }])
                when !negate => $"{Quote(receiver)} has an entry for {Quote(key.Expression)} (now in `{found.Identifier.Text}`)",
            ("TryGetValue", [var key, _]) => $"{Quote(receiver)} has {(negate ? "no" : "an")} entry for {Quote(key.Expression)}",
            ("HasFlag", [var flag]) => $"{Quote(receiver)} {(negate ? "lacks" : "has")} {Quote(flag.Expression)}",
            ("ContainsKey", [var key]) => $"{Quote(receiver)} has {(negate ? "no" : "an")} entry for {Quote(key.Expression)}",
            ("Contains", [var item]) => $"{Quote(receiver)} {(negate ? "does not contain" : "contains")} {Quote(item.Expression)}",
            ("Contains", [var item, _]) when method.ContainingType.SpecialType == SpecialType.System_String =>
                $"{Quote(receiver)} {(negate ? "does not contain" : "contains")} {Quote(item.Expression)}{IgnoringCase(arguments)}",
            ("StartsWith", [var text, ..]) =>
                $"{Quote(receiver)} {(negate ? "does not start" : "starts")} with {Quote(text.Expression)}{IgnoringCase(arguments)}",
            ("EndsWith", [var text, ..]) =>
                $"{Quote(receiver)} {(negate ? "does not end" : "ends")} with {Quote(text.Expression)}{IgnoringCase(arguments)}",
            ("Any", []) => $"{Quote(receiver)} {(negate ? "has no elements" : "has any elements")}",
            ("Any", [{ Expression: SimpleLambdaExpressionSyntax { ExpressionBody: { } body } lambda }]) =>
                $"{Quote(body)} holds for {(negate ? "no" : "some")} `{lambda.Parameter.Identifier.Text}` of {Quote(receiver)}",
            ("All", [{ Expression: SimpleLambdaExpressionSyntax { ExpressionBody: { } body } lambda }]) =>
                $"{Quote(body)} {(negate ? "does not hold" : "holds")} for every `{lambda.Parameter.Identifier.Text}` of {Quote(receiver)}",
            _ => null,
        };
    }

    /// <summary>What the framework's own Equals compares; null for other methods of that name.</summary>
    private static (ExpressionSyntax Left, ExpressionSyntax Right)? Equality(
        IMethodSymbol method,
        SeparatedSyntaxList<ArgumentSyntax> arguments,
        ExpressionSyntax? receiver
    ) =>
        (method.Name, method.ContainingType.SpecialType, arguments) switch
        {
            ("Equals" or "ReferenceEquals", SpecialType.System_String or SpecialType.System_Object, [var left, var right, ..])
                when method.IsStatic => (left.Expression, right.Expression),
            ("Equals", SpecialType.System_String, [var other, ..]) when !method.IsStatic && receiver is not null => (
                receiver,
                other.Expression
            ),
            _ => null,
        };

    /// <summary>", ignoring case" where a comparison of that kind is given, ", compared by `how`" where it is given by a variable.</summary>
    private string IgnoringCase(SeparatedSyntaxList<ArgumentSyntax> arguments) =>
        arguments.Count < 2 ? ""
        : arguments[^1].Expression
            is MemberAccessExpressionSyntax
            {
                Expression: IdentifierNameSyntax { Identifier.Text: "StringComparison" }
                    or MemberAccessExpressionSyntax { Name.Identifier.Text: "StringComparison" },
                Name.Identifier.Text: var kind
            }
            ? kind.EndsWith("IgnoreCase", StringComparison.Ordinal) ? ", ignoring case"
                : ""
        : context.Type(arguments[^1].Expression) is { Name: "StringComparison", TypeKind: TypeKind.Enum }
            ? $", compared by {Quote(arguments[^1].Expression)}"
        : "";

    private static string Is(bool negate) => negate ? "is not" : "is";

    private static string Quote(SyntaxNode node) => CodeQuote.Of(node is ExpressionSyntax e ? Strip(e) : node);
}
