using System.Globalization;
using Microsoft.CodeAnalysis;
using SmolCode.Testing.Planning.Collaborators;
using SmolCode.Testing.Rendering;

namespace SmolCode.Testing.Values.Doubles;

/// <summary>Classes that are written into the test file: what they answer and what was called of them are properties.</summary>
internal sealed class WrittenDoubles(TypeNames names, Stubs stubs) : DoubleStyle(names)
{
    public override string? Inline(INamedTypeSymbol type) => stubs.For(type) is { } name ? $"new {name}()" : null;

    public override string? Create(INamedTypeSymbol type) => stubs.IsFound(type) ? null : Inline(type);

    public override bool Supports(CollaboratorCall call) => stubs.IsObserved(call);

    public override string Null(ITypeSymbol type, bool isNullable) => isNullable ? "null!" : "null";

    public override string Returns(string local, CollaboratorCall call, IReadOnlyList<string> answers) =>
        answers.Count == 1
            ? $"{local}.{call.Member.Name}Result = {answers[0]};"
            : $"{local}.{call.Member.Name}Results = {QueueOf(call.Result!)}(new {Names.Of(call.Result!)}[] {{ {string.Join(", ", answers)} }});";

    private string QueueOf(ITypeSymbol type)
    {
        Names.Use("System.Collections.Generic");
        return $"new {(Names.Qualified ? "global::System.Collections.Generic." : "")}Queue<{Names.Of(type)}>";
    }

    public override string Throws(string local, CollaboratorCall call, string exception) =>
        $"{local}.{call.Member.Name}Throws = {exception};";

    public override string Calls(string local, CollaboratorCall call)
    {
        var made = $"{local}.{call.Member.Name}Calls";
        return call.Parameters.Count() switch
        {
            0 => $"Enumerable.Repeat(new object[0], {made}).ToArray()",
            1 => $"{made}.Select(c => new object[] {{ c }}).ToArray()",
            var n =>
                $"{made}.Select(c => new object[] {{ {string.Join(", ", Enumerable.Range(1, n).Select(i => "c.Item" + i.ToString(CultureInfo.InvariantCulture)))} }}).ToArray()",
        };
    }

    public override IEnumerable<string> Received(
        string local,
        CollaboratorCall call,
        int count,
        IReadOnlyList<string?> arguments,
        AssertionStyle assertions
    )
    {
        var made = $"{local}.{call.Member.Name}Calls";
        var parameters = call.Parameters.ToList();
        if (parameters.Count == 0)
        {
            yield return assertions.Equal(count.ToString(CultureInfo.InvariantCulture), made);
            yield break;
        }

        yield return count switch
        {
            0 => assertions.Empty(made),
            1 => assertions.Single(made),
            _ => assertions.Equal(count.ToString(CultureInfo.InvariantCulture), made + ".Count"),
        };
        for (var i = 0; count == 1 && i < parameters.Count; i++)
        {
            if (arguments[i] is { } argument)
            {
                yield return assertions.Equal(
                    argument,
                    parameters.Count == 1 ? $"{made}[0]" : $"{made}[0].Item{(i + 1).ToString(CultureInfo.InvariantCulture)}"
                );
            }
        }
    }
}
