using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SmolCode.Testing.Values;

/// <summary>Lambdas for delegates: what they give back leads into branches as arguments do.</summary>
internal sealed class LambdaValues(ValueSource values, Surroundings surroundings, TypeNames names, Stubs stubs)
{
    private const int MaxOthers = 4;

    private static readonly string[] Letters = ["a", "b", "c", "d"];

    /// <summary>
    /// Lambdas, an ordinary one first: it gives back what it got, or something that is made of it, or an ordinary value. Empty when none can
    /// be written.
    /// </summary>
    public List<TestValue> Of(INamedTypeSymbol type, string label, BodyConstants constants)
    {
        if (
            type.DelegateInvokeMethod is not { } invoke
            || invoke.ReturnsByRef
            || invoke.Parameters.Any(p => p.RefKind is RefKind.Out || p.Type is IPointerTypeSymbol)
        )
        {
            return [];
        }

        var byReference = invoke.Parameters.Any(p => p.RefKind != RefKind.None);
        var parameters =
            byReference
                ? "("
                    + string.Join(
                        ", ",
                        invoke.Parameters.Select((p, i) => $"{(p.RefKind == RefKind.Ref ? "ref " : "in ")}{names.Of(p.Type)} p{i}")
                    )
                    + ")"
            : invoke.Parameters.Length == 1 ? "_"
            : surroundings.Language >= LanguageVersion.CSharp9 ? $"({string.Join(", ", invoke.Parameters.Select(_ => "_"))})"
            : $"({string.Join(", ", invoke.Parameters.Select((_, i) => $"p{i}"))})";
        List<TestValue> lambdas = [];
        if (invoke.ReturnsVoid)
        {
            lambdas.Add(new TestValue($"{parameters} => {{ }}"));
        }
        else
        {
            if (!byReference && MadeOfParameters(invoke) is { } made)
            {
                lambdas.Add(new TestValue(made));
            }

            var depth = values.UnderWay.Count;
            if (depth > ValueSource.MaxDepth || !values.UnderWay.Add(type))
            {
                return lambdas.Count > 0 ? lambdas : [new TestValue($"{parameters} => {stubs.Default(invoke.ReturnType)}")];
            }

            var results = values.Partitions(invoke.ReturnType, "result", new BodyConstants(), depth + 1);
            values.UnderWay.Remove(type);
            if (lambdas.Count == 0)
            {
                lambdas.Add(
                    new TestValue($"{parameters} => {(results is [var first, ..] ? first.Code : stubs.Default(invoke.ReturnType))}")
                );
                results = [.. results.Skip(1)];
            }

            if (!byReference && ForSome(invoke) is { } some)
            {
                lambdas.Add(new TestValue(some, label + "TrueForSome"));
            }

            lambdas.AddRange(
                results
                    .Take(MaxOthers)
                    .Select(r => new TestValue(
                        $"{parameters} => {r.Code}",
                        $"{label}Returns{(r.Label.Replace("Result", "", StringComparison.Ordinal) is { Length: > 0 } word ? word : "Value")}"
                    ))
            );
        }

        // What is done about a callback that fails.
        if (constants.HasTry && surroundings.Known("System.InvalidOperationException") is { } exception)
        {
            lambdas.Add(new TestValue($"{parameters} => throw new {names.Of(exception)}(\"failed\")", label + "Throws"));
        }

        return lambdas;
    }

    // What a callback gets is often what it should give back; of several, something that tells which of them it got, and in which order.
    private static string? MadeOfParameters(IMethodSymbol invoke)
    {
        var parameters = invoke.Parameters;
        if (parameters is [var only] && IsSame(only.Type, invoke.ReturnType))
        {
            return "x => x";
        }

        if (parameters.Length < 2 || parameters.Length > Letters.Length)
        {
            return null;
        }

        var letters = Letters[..parameters.Length];
        var list = $"({string.Join(", ", letters)})";
        if (invoke.ContainingType.Name == "Comparison" && parameters[0].Type.AllInterfaces.Any(i => i.Name == "IComparable"))
        {
            return parameters[0].Type.SpecialType == SpecialType.System_String
                ? $"{list} => string.CompareOrdinal(a, b)"
                : $"{list} => a.CompareTo(b)";
        }

        if (invoke.ReturnType.SpecialType == SpecialType.System_String && parameters.All(p => IsPlain(p.Type)))
        {
            return $"{list} => $\"{string.Concat(letters.Select(l => $"{{{l}}}"))}\"";
        }

        if (IsNumber(invoke.ReturnType) && parameters.All(p => IsSame(p.Type, invoke.ReturnType)))
        {
            return $"{list} => {string.Join(" - ", letters)}";
        }

        // The last one: what was gathered before, and an item, are told apart so.
        return parameters.Index().LastOrDefault(p => IsSame(p.Item.Type, invoke.ReturnType)) is { Item: not null } same
            ? $"({string.Join(", ", letters.Select((l, i) => i == same.Index ? l : $"_{i}"))}) => {letters[same.Index]}"
            : null;
    }

    // A condition that holds of some of the values that tests pass.
    private static string? ForSome(IMethodSymbol invoke) =>
        invoke.ReturnType.SpecialType != SpecialType.System_Boolean || invoke.Parameters.Length is 0 or > 2 ? null
        : invoke.Parameters is [{ Type: var type }]
            ? type switch
            {
                { SpecialType: SpecialType.System_String } => "x => x == \"a\"",
                { SpecialType: SpecialType.System_Char } => "x => x == 'a'",
                _ when IsNumber(type) => "x => x > 1",
                { IsReferenceType: true } => "x => x is null",
                _ => null,
            }
        : IsSame(invoke.Parameters[0].Type, invoke.Parameters[1].Type) && IsPlain(invoke.Parameters[0].Type) ? "(a, b) => a == b"
        : null;

    private static bool IsSame(ITypeSymbol a, ITypeSymbol b) => SymbolEqualityComparer.Default.Equals(a, b);

    private static bool IsNumber(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Decimal or SpecialType.System_Double;

    private static bool IsPlain(ITypeSymbol type) =>
        IsNumber(type) || type.SpecialType is SpecialType.System_String or SpecialType.System_Char or SpecialType.System_Boolean;
}
