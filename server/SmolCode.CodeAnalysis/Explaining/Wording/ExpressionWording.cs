using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Explaining.Wording;

/// <summary>Values as English: what an expression yields, said so that it can follow "returns" or "sets `x` to".</summary>
internal sealed class ExpressionWording(FactContext context)
{
    private const int MaxDepth = 2;
    private const int LongestArguments = 90;

    /// <summary>A noun phrase for a value.</summary>
    internal string Value(ExpressionSyntax expression, int depth = 0)
    {
        expression = Strip(expression);
        if (depth > MaxDepth)
        {
            return CodeQuote.Of(expression);
        }

        switch (expression)
        {
            case LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.NullLiteralExpression):
                return "null";
            case LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.DefaultLiteralExpression):
                return context.Type(literal) is { } type ? $"the default value of {SymbolWording.Type(type)}" : "the default value";
            case ConditionalExpressionSyntax conditional when depth < MaxDepth:
                return Conditional(conditional, depth);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce:
                return Coalesce(coalesce, depth);
            case SwitchExpressionSyntax choice:
                return Switch(choice, depth);
            case AwaitExpressionSyntax wait:
                return $"the awaited result of {Quote(Unconfigured(wait.Expression))}";
            case ImplicitObjectCreationExpressionSyntax or ObjectCreationExpressionSyntax:
                return Creation((BaseObjectCreationExpressionSyntax)expression);
            case InvocationExpressionSyntax call when LinqWording.TryDescribe(context, call) is { } linq:
                return linq;
            case InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } }:
                return Quote(expression);
            case BinaryExpressionSyntax
            or IsPatternExpressionSyntax
            or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression }
            or InvocationExpressionSyntax when depth == 0 && Whether(expression) is { } whether:
                return whether;
            case InvocationExpressionSyntax:
                return $"the result of {Quote(expression)}";
            case QueryExpressionSyntax query:
                return QueryWording.Describe(context, query);
            case InterpolatedStringExpressionSyntax text:
                return CodeQuote.IsShort(text, 60) ? $"the text {Quote(text)}" : InterpolatedText(text);
            case AnonymousFunctionExpressionSyntax lambda:
                return CodeQuote.IsShort(lambda) ? $"the function {Quote(lambda)}" : $"a function ({Quote(lambda)})";
            case CollectionExpressionSyntax { Elements.Count: 0 }:
                return
                    context.Model.GetTypeInfo(expression, context.CancellationToken).ConvertedType is { TypeKind: not TypeKind.Error } type2
                    ? $"an empty {SymbolWording.Type(type2)}"
                    : "an empty collection";
            case CollectionExpressionSyntax collection when !CodeQuote.IsShort(collection):
                var made = context.Model.GetTypeInfo(expression, context.CancellationToken).ConvertedType
                    is { TypeKind: not TypeKind.Error } type3
                    ? SymbolWording.Type(type3)
                    : "collection";
                return collection.Elements.All(e => e is ExpressionElementSyntax)
                    ? $"{EnglishList.A(made)} of {EnglishList.Count(collection.Elements.Count, "element")}"
                    : $"{EnglishList.A(made)} put together from {EnglishList.Count(collection.Elements.Count, "part")}";
            case WithExpressionSyntax copy:
                return copy.Initializer.Expressions.Count == 0
                    ? $"a copy of {Quote(copy.Expression)}"
                    : $"a copy of {Quote(copy.Expression)} with another {EnglishList.Of(copy.Initializer.Expressions.Select(Assigned))}";
            case AnonymousObjectCreationExpressionSyntax anonymous:
                return $"an anonymous object of {EnglishList.Of(anonymous.Initializers.Select(i => CodeQuote.Of(i.NameEquals?.Name ?? (SyntaxNode)i.Expression)), 5)}";
            case CastExpressionSyntax cast when !CodeQuote.IsShort(cast):
                return $"{Value(cast.Expression, depth + 1)}, cast to {Quote(cast.Type)}";
            default:
                return Quote(expression);
        }
    }

    /// <summary>"whether `x` is null", for a condition that has words; null for one that only its code says.</summary>
    private string? Whether(ExpressionSyntax expression) =>
        context.Type(expression)?.SpecialType == SpecialType.System_Boolean && context.Conditions.InWords(expression) is { } words
            ? "whether " + words
            : null;

    /// <summary>What a call does, as a verb: "calls `x.Add(y)`".</summary>
    internal string Action(ExpressionSyntax expression)
    {
        expression = Strip(expression);
        return expression switch
        {
            AwaitExpressionSyntax wait => $"awaits {Quote(Unconfigured(wait.Expression))}{Says(Unconfigured(wait.Expression))}",
            AssignmentExpressionSyntax assignment => Assignment(assignment),
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression, Operand: var operand } =>
                $"adds 1 to {Quote(operand)}",
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression, Operand: var operand } =>
                $"adds 1 to {Quote(operand)}",
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostDecrementExpression, Operand: var operand } =>
                $"takes 1 from {Quote(operand)}",
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreDecrementExpression, Operand: var operand } =>
                $"takes 1 from {Quote(operand)}",
            ConditionalAccessExpressionSyntax access when Assigning(access) is { } assignment =>
                $"{ConditionalAssignment(access, assignment)} ({Nothing(access)} happens if {Quote(access.Expression)} is null)",
            ConditionalAccessExpressionSyntax access =>
                $"calls {Quote(access)} ({Nothing(access)} happens if {Quote(access.Expression)} is null){Says(Called(access))}",
            ThrowExpressionSyntax thrown => $"throws {Thrown(thrown.Expression)}",
            BaseObjectCreationExpressionSyntax creation => $"creates {Creation(creation)} and does not keep it",
            InvocationExpressionSyntax call => Check(call)?.ToString() ?? $"calls {Quote(call)}{Says(call)}",
            _ => $"evaluates {Quote(expression)}",
        };
    }

    /// <summary>What the framework's own argument checks do.</summary>
    internal ArgumentCheck? Check(InvocationExpressionSyntax call)
    {
        if (
            call.ArgumentList.Arguments is not [var first, ..]
            || context.Symbol(call) is not IMethodSymbol { IsStatic: true } method
            || !method.Name.StartsWith("ThrowIf", StringComparison.Ordinal)
            || method.ContainingNamespace?.ToDisplayString() != "System"
        )
        {
            return null;
        }

        var subject = Quote(first.Expression);
        var other = call.ArgumentList.Arguments.Count > 1 ? Quote(call.ArgumentList.Arguments[1].Expression) : "";
        var condition = method.Name switch
        {
            "ThrowIfNull" => $"{subject} is null",
            "ThrowIfNullOrEmpty" => $"{subject} is null or empty",
            "ThrowIfNullOrWhiteSpace" => $"{subject} is null, empty or only white space",
            "ThrowIfNegative" => $"{subject} is negative",
            "ThrowIfNegativeOrZero" => $"{subject} is not positive",
            "ThrowIfZero" => $"{subject} is zero",
            "ThrowIfGreaterThan" => $"{subject} is greater than {other}",
            "ThrowIfLessThan" => $"{subject} is less than {other}",
            "ThrowIfGreaterThanOrEqual" => $"{subject} is at least {other}",
            "ThrowIfLessThanOrEqual" => $"{subject} is at most {other}",
            "ThrowIfEqual" => $"{subject} equals {other}",
            "ThrowIfNotEqual" => $"{subject} differs from {other}",
            "ThrowIf" when method.ContainingType.Name == "ObjectDisposedException" => context.Conditions.Of(first.Expression),
            _ => null,
        };
        return condition is null ? null : new($"throws `{method.ContainingType.Name}`", condition);
    }

    /// <summary>An exception that is thrown: its type, and its message where one is written out.</summary>
    internal string Thrown(ExpressionSyntax expression)
    {
        expression = Strip(expression);
        if (expression is BaseObjectCreationExpressionSyntax creation)
        {
            var type =
                context.Type(creation) is { } created ? SymbolWording.Type(created)
                : creation is ObjectCreationExpressionSyntax named ? Quote(named.Type)
                : Quote(creation);
            var message = Message(creation);
            return message is not null && CodeQuote.IsShort(message, 60) ? $"{type} with the message {Quote(message)}" : type;
        }

        if (expression is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce)
        {
            return $"{Thrown(coalesce.Left)}, or {Thrown(coalesce.Right)} if that is null";
        }

        if (expression is InvocationExpressionSyntax && context.Type(expression) is { } made)
        {
            return $"the {SymbolWording.Type(made)} that {Quote(expression)} makes";
        }

        return Quote(expression);
    }

    /// <summary>", “what the documentation says”", for a call of something that isn't known to everybody.</summary>
    internal string Says(SyntaxNode? node)
    {
        if (
            node is null
            || context.Symbol(node) is not { } symbol
            || IsFamiliar(symbol)
            || context.Documentation.Summary(symbol) is not { } summary
        )
        {
            return "";
        }

        return $" (“{summary.TrimEnd('.')}”)";
    }

    /// <summary>Everybody who reads C# knows these.</summary>
    internal static bool IsFamiliar(ISymbol symbol) =>
        symbol.ContainingNamespace?.ToDisplayString() switch
        {
            "System.Linq" or "System.Collections.Generic" or "System.Text" => true,
            "System" => true,
            "System.Threading.Tasks" => symbol.Name is "ConfigureAwait" or "Run" or "Delay" or "WhenAll" or "FromResult",
            _ => false,
        };

    internal static ExpressionSyntax Strip(ExpressionSyntax expression) =>
        expression switch
        {
            ParenthesizedExpressionSyntax inner => Strip(inner.Expression),
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } inner => Strip(inner.Operand),
            _ => expression,
        };

    /// <summary>Without <c>.ConfigureAwait(…)</c>, which no reader asks about.</summary>
    internal static ExpressionSyntax Unconfigured(ExpressionSyntax expression) =>
        Strip(expression)
            is InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "ConfigureAwait", Expression: var inner }
            }
            ? inner
            : Strip(expression);

    /// <summary>The code of something awaited, without backticks.</summary>
    internal static string Bare(ExpressionSyntax expression) => CodeQuote.Of(Unconfigured(expression)).Trim('`', ' ');

    internal string Creation(BaseObjectCreationExpressionSyntax creation)
    {
        var type =
            context.Type(creation) is { } created ? SymbolWording.TypeName(created)
            : creation is ObjectCreationExpressionSyntax named ? named.Type.ToString()
            : null;
        if (type is null)
        {
            return Quote(creation);
        }

        var text = $"a new {CodeQuote.Of(type)}";
        if (creation.ArgumentList is { Arguments: { Count: > 0 } arguments })
        {
            // All that have room, and the first in any case: a number says nothing of what it is made from.
            List<string> quoted = [.. arguments.Select(a => CodeQuote.Of(a.Expression))];
            var shown = Enumerable.Range(1, quoted.Count).TakeWhile(n => quoted.Take(n).Sum(q => q.Length) <= LongestArguments).Count();
            text += $" from {EnglishList.Of(quoted, shown == quoted.Count ? shown : Math.Max(1, shown) + 1)}";
        }

        if (creation.Initializer is { Expressions: { Count: > 0 } set } initializer)
        {
            text += initializer.IsKind(SyntaxKind.ObjectInitializerExpression)
                ? $" with {EnglishList.Of(set.Select(Assigned), 5)} set"
                : $" with {EnglishList.Count(set.Count, "element")}";
        }

        return text;
    }

    /// <summary>No value depends on what another one replaces, as in `(a, b) = (b, a)`.</summary>
    private static bool IsOneByOne(TupleExpressionSyntax targets, TupleExpressionSyntax values)
    {
        if (
            targets.Arguments.Any(a =>
                Strip(a.Expression) is not (IdentifierNameSyntax { Identifier.Text: not "_" } or MemberAccessExpressionSyntax)
            ) || values.Arguments.Any(a => a.Expression is TupleExpressionSyntax)
        )
        {
            return false;
        }

        var names = targets.Arguments.Select(a => Last(a.Expression)).ToHashSet(StringComparer.Ordinal);
        return !values.DescendantNodes().OfType<SimpleNameSyntax>().Any(n => names.Contains(n.Identifier.Text))
            && !values.DescendantNodes().Any(n => n is InvocationExpressionSyntax or AwaitExpressionSyntax);

        static string Last(ExpressionSyntax target) =>
            (Strip(target) as MemberAccessExpressionSyntax)?.Name.Identifier.Text ?? target.ToString();
    }

    private string Assignment(AssignmentExpressionSyntax assignment)
    {
        var left = Strip(assignment.Left);
        var right = assignment.Right;
        var target = Quote(left);
        switch (assignment.Kind())
        {
            case SyntaxKind.SimpleAssignmentExpression when left is IdentifierNameSyntax { Identifier.Text: "_" }:
                return Strip(right) is InvocationExpressionSyntax or AwaitExpressionSyntax ? $"{Action(right)} and ignores the result"
                    : Strip(right)
                        is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax thrown } check
                        ? $"throws {Thrown(thrown.Expression)} if {Quote(check.Left)} is null"
                    : $"evaluates {Value(right)} and ignores the result";
            case SyntaxKind.SimpleAssignmentExpression
                when left is TupleExpressionSyntax targets
                    && Strip(right) is TupleExpressionSyntax values
                    && targets.Arguments.Count == values.Arguments.Count
                    && IsOneByOne(targets, values)
                    // A list within one of them would be read as a part of the whole.
                    && values.Arguments.All(a => CodeQuote.IsPlain(Value(a.Expression))):
                return $"sets {EnglishList.Of(targets.Arguments.Select((a, i) => $"{Quote(a.Expression)} to {Value(values.Arguments[i].Expression)}"))}";
            case SyntaxKind.SimpleAssignmentExpression when left is TupleExpressionSyntax tuple:
                return $"sets {EnglishList.Of(tuple.Arguments.Select(a => CodeQuote.Of(a.Expression is DeclarationExpressionSyntax declared ? declared.Designation : a.Expression)))} from {Value(right)}";
            case SyntaxKind.SimpleAssignmentExpression when left is DeclarationExpressionSyntax:
                return left is DeclarationExpressionSyntax { Designation: ParenthesizedVariableDesignationSyntax { Variables: var parts } }
                    ? $"takes {Value(right)} apart into {EnglishList.Of(parts.Select(p => CodeQuote.Of(p)))}"
                    : $"takes {Value(right)} apart into {target}";
            case SyntaxKind.SimpleAssignmentExpression
                when left is ElementAccessExpressionSyntax { ArgumentList.Arguments: [var key] } element
                    && IsDictionary(context.Type(element.Expression)):
                return Strip(right) is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } kept
                    ? $"stores {Value(kept.Right)} in {Quote(element.Expression)} under {Quote(key.Expression)} and in {Quote(kept.Left)}"
                    : $"stores {Value(right)} in {Quote(element.Expression)} under {Quote(key.Expression)}";
            case SyntaxKind.SimpleAssignmentExpression when context.Symbol(left) is IEventSymbol:
                return $"sets the event {target} to {Value(right)}";
            case SyntaxKind.SimpleAssignmentExpression
                when Strip(right) is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } chained:
                return $"sets {target} and {Quote(chained.Left)} to {Value(chained.Right)}";
            case SyntaxKind.SimpleAssignmentExpression:
                return $"sets {target} to {Value(right)}";
            case SyntaxKind.AddAssignmentExpression when context.Symbol(left) is IEventSymbol:
                return $"subscribes {Value(right)} to the event {target}";
            case SyntaxKind.SubtractAssignmentExpression when context.Symbol(left) is IEventSymbol:
                return $"takes {Value(right)} off the event {target}";
            case SyntaxKind.AddAssignmentExpression:
                return context.Type(left)?.SpecialType == SpecialType.System_String
                    ? $"appends {Value(right)} to {target}"
                    : $"adds {Value(right)} to {target}";
            case SyntaxKind.SubtractAssignmentExpression:
                return $"subtracts {Value(right)} from {target}";
            case SyntaxKind.MultiplyAssignmentExpression:
                return $"multiplies {target} by {Value(right)}";
            case SyntaxKind.DivideAssignmentExpression:
                return $"divides {target} by {Value(right)}";
            case SyntaxKind.CoalesceAssignmentExpression:
                return $"sets {target} to {Value(right)} if it is null so far";
            case SyntaxKind.OrAssignmentExpression when IsBool(left):
                return $"sets {target} to `true` if {context.Conditions.Of(right)}";
            case SyntaxKind.AndAssignmentExpression when IsBool(left):
                return $"sets {target} to `false` if {context.Conditions.Of(right, negate: true)}";
            case SyntaxKind.OrAssignmentExpression when context.Type(left)?.TypeKind == TypeKind.Enum:
                return $"adds {EnglishList.Of(Flags(right).Select(f => Quote(f)))} to {target}";
            case SyntaxKind.AndAssignmentExpression
                when context.Type(left)?.TypeKind == TypeKind.Enum
                    && Strip(right) is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.BitwiseNotExpression, Operand: var without }:
                return $"removes {EnglishList.Of(Flags(without).Select(f => Quote(f)))} from {target}";
            default:
                return $"updates {target} by {Quote(assignment)}";
        }
    }

    private bool IsBool(ExpressionSyntax expression) => context.Type(expression)?.SpecialType == SpecialType.System_Boolean;

    /// <summary>"A | B" → A, B.</summary>
    private static IEnumerable<ExpressionSyntax> Flags(ExpressionSyntax expression) =>
        Strip(expression) is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.BitwiseOrExpression } both
            ? [.. Flags(both.Left), .. Flags(both.Right)]
            : [Strip(expression)];

    /// <summary>What has a condition of its own within a condition reads ambiguously: the code says it better.</summary>
    private string Part(ExpressionSyntax expression, int depth) =>
        Strip(expression)
            is ConditionalExpressionSyntax
                or SwitchExpressionSyntax
                or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression }
            ? Quote(expression)
            : Value(expression, depth + 1);

    private string Conditional(ConditionalExpressionSyntax conditional, int depth)
    {
        var (then, otherwise) = (Strip(conditional.WhenTrue), Strip(conditional.WhenFalse));
        var condition = context.Conditions.Of(conditional.Condition);
        return (then, otherwise) switch
        {
            (ThrowExpressionSyntax thrown, not ThrowExpressionSyntax) =>
                $"{Part(otherwise, depth)} if {context.Conditions.Of(conditional.Condition, negate: true)} (otherwise it throws {Thrown(thrown.Expression)})",
            (not ThrowExpressionSyntax, ThrowExpressionSyntax thrown) =>
                $"{Part(then, depth)} if {condition} (otherwise it throws {Thrown(thrown.Expression)})",
            (not ThrowExpressionSyntax, ConditionalExpressionSyntax) =>
                $"{Part(then, depth)} if {condition}, otherwise {Value(otherwise, depth + 1)}",
            (not ThrowExpressionSyntax, _) => $"{Part(then, depth)} if {condition}, otherwise {Part(otherwise, depth)}",
            _ => Quote(conditional),
        };
    }

    private string Coalesce(BinaryExpressionSyntax coalesce, int depth)
    {
        List<ExpressionSyntax> parts = [Strip(coalesce.Left)];
        var last = Strip(coalesce.Right);
        while (last is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } next)
        {
            parts.Add(Strip(next.Left));
            last = Strip(next.Right);
        }

        if (parts.Count == 1)
        {
            return last is ThrowExpressionSyntax otherwise
                ? $"{Part(parts[0], depth)} (if that is null, it throws {Thrown(otherwise.Expression)})"
                : $"{Part(parts[0], depth)}, or {Part(last, depth)} if that is null";
        }

        return last is ThrowExpressionSyntax thrown
            ? $"the first of {Alternatives(parts)} that is not null (if all are, it throws {Thrown(thrown.Expression)})"
            : $"the first of {Alternatives(parts)} that is not null, or {Part(last, depth)} if all are";
    }

    /// <summary>What is tried in turn; calls that read alike, as their arguments have no room, are counted.</summary>
    private static string Alternatives(List<ExpressionSyntax> parts)
    {
        List<string> quotes = [.. parts.Select(p => CodeQuote.Of(p))];
        return quotes.Count > 1 && quotes.Distinct().Count() == 1 ? $"{quotes.Count} calls of {quotes[0]}" : EnglishList.Of(quotes);
    }

    /// <summary>What is asked for null may do something itself.</summary>
    private static string Nothing(ConditionalAccessExpressionSyntax access) =>
        access
            .Expression.DescendantNodesAndSelf()
            .Any(n => n is InvocationExpressionSyntax or AssignmentExpressionSyntax or AwaitExpressionSyntax)
            ? "nothing more"
            : "nothing";

    /// <summary>The assignment at the end of <c>a?.b = c</c>.</summary>
    private static AssignmentExpressionSyntax? Assigning(ConditionalAccessExpressionSyntax access)
    {
        var end = access.WhenNotNull;
        while (end is ConditionalAccessExpressionSyntax inner)
        {
            end = inner.WhenNotNull;
        }

        return end as AssignmentExpressionSyntax;
    }

    private string ConditionalAssignment(ConditionalAccessExpressionSyntax access, AssignmentExpressionSyntax assignment)
    {
        var target = access.ToString()[..(assignment.Left.Span.End - access.SpanStart)];
        return assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
            ? $"sets {CodeQuote.Of(string.Join(' ', target.Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries)))} to {Value(assignment.Right)}"
            : $"evaluates {Quote(access)}";
    }

    private string Switch(SwitchExpressionSyntax choice, int depth)
    {
        if (depth > 0 || choice.Arms.Count > 6)
        {
            return $"one of {choice.Arms.Count(a => Strip(a.Expression) is not ThrowExpressionSyntax)} values, chosen by {Quote(choice.GoverningExpression)}";
        }

        var arms = choice.Arms.Select(a =>
        {
            var when =
                a.Pattern is DiscardPatternSyntax && a.WhenClause is null
                    ? "otherwise"
                    : $"for {CodeQuote.Of(a.Pattern)}{(a.WhenClause is { } guard ? $" when {context.Conditions.Of(guard.Condition)}" : "")}";
            return a.Expression is ThrowExpressionSyntax thrown
                ? $"{when} it throws {Thrown(thrown.Expression)}"
                : $"{when} {Value(a.Expression, depth + 1)}";
        });
        return $"a value chosen by {Quote(choice.GoverningExpression)}: {string.Join("; ", arms)}";
    }

    private static string InterpolatedText(InterpolatedStringExpressionSyntax text)
    {
        List<string> holes = [.. text.Contents.OfType<InterpolationSyntax>().Select(i => CodeQuote.Of(i.Expression)).Distinct()];
        return holes.Count == 0 ? "a text" : $"a text with {EnglishList.Of(holes, 4)} filled in";
    }

    private static bool IsDictionary(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Dictionary" or "IDictionary" or "ConcurrentDictionary" or "SortedDictionary" or "SortedList" };

    /// <summary>The text that is given for the constructor's parameter "message": other texts are names of parameters and the like.</summary>
    private ExpressionSyntax? Message(BaseObjectCreationExpressionSyntax creation)
    {
        if (context.Symbol(creation) is not IMethodSymbol constructor || creation.ArgumentList is not { } list)
        {
            return null;
        }

        for (var i = 0; i < list.Arguments.Count; i++)
        {
            var argument = list.Arguments[i];
            var parameter =
                argument.NameColon is { } named ? named.Name.Identifier.Text
                : i < constructor.Parameters.Length ? constructor.Parameters[i].Name
                : "";
            if (
                parameter.Equals("message", StringComparison.OrdinalIgnoreCase)
                && (
                    argument.Expression is InterpolatedStringExpressionSyntax
                    || argument.Expression.IsKind(SyntaxKind.StringLiteralExpression)
                )
            )
            {
                return argument.Expression;
            }
        }

        return null;
    }

    private static string Assigned(ExpressionSyntax expression) =>
        CodeQuote.Of(expression is AssignmentExpressionSyntax a ? a.Left : expression);

    private static InvocationExpressionSyntax? Called(ConditionalAccessExpressionSyntax access) =>
        access.WhenNotNull.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault();

    private static string Quote(SyntaxNode node) => CodeQuote.Of(node is ExpressionSyntax e ? Strip(e) : node);
}
