using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SmolCode.Testing.Values;

/// <summary>Lambdas for delegates.</summary>
internal sealed class LambdaValues(ValueSource values, Surroundings surroundings, TypeNames names, Stubs stubs)
{
    /// <summary>A lambda that gives back an ordinary value, or what it got; null when none can be written.</summary>
    public TestValue? Of(INamedTypeSymbol type)
    {
        if (
            type.DelegateInvokeMethod is not { } invoke
            || invoke.ReturnsByRef
            || invoke.Parameters.Any(p => p.RefKind is RefKind.Out || p.Type is IPointerTypeSymbol)
        )
        {
            return null;
        }

        var byReference = invoke.Parameters.Any(p => p.RefKind != RefKind.None);
        var parameters =
            byReference
                ? string.Join(
                    ", ",
                    invoke.Parameters.Select((p, i) => $"{(p.RefKind == RefKind.Ref ? "ref " : "in ")}{names.Of(p.Type)} p{i}")
                )
            : invoke.Parameters.Length == 1 ? "_"
            : surroundings.Language >= LanguageVersion.CSharp9 ? string.Join(", ", invoke.Parameters.Select(_ => "_"))
            : string.Join(", ", invoke.Parameters.Select((_, i) => $"p{i}"));
        if (invoke.ReturnsVoid)
        {
            return new TestValue($"({parameters}) => {{ }}");
        }

        // What a callback gets is often what it should give back.
        var echoed = invoke.Parameters.Index().FirstOrDefault(p => SymbolEqualityComparer.Default.Equals(p.Item.Type, invoke.ReturnType));
        if (echoed.Item is not null && !byReference && invoke.Parameters.Length == 1)
        {
            return new TestValue("x => x");
        }

        var depth = values.UnderWay.Count;
        if (depth > ValueSource.MaxDepth || !values.UnderWay.Add(type))
        {
            return new TestValue($"({parameters}) => {stubs.Default(invoke.ReturnType)}");
        }

        var result = values.Partitions(invoke.ReturnType, "result", new BodyConstants(), depth + 1).FirstOrDefault();
        values.UnderWay.Remove(type);
        return new TestValue($"({parameters}) => {result?.Code ?? stubs.Default(invoke.ReturnType)}");
    }
}
