using System.Globalization;
using Microsoft.CodeAnalysis;
using SmolCode.Testing.Planning.Collaborators;
using SmolCode.Testing.Rendering;

namespace SmolCode.Testing.Values.Doubles;

/// <summary>Substitutes of NSubstitute.</summary>
internal sealed class NSubstituteDoubles(TypeNames names) : DoubleStyle(names)
{
    public override string Inline(INamedTypeSymbol type)
    {
        Names.Use("NSubstitute");
        return $"Substitute.For<{Names.Of(type)}>()";
    }

    public override string Returns(string local, CollaboratorCall call, IReadOnlyList<string> answers) =>
        $"{Any(local, call)}.Returns({string.Join(", ", answers)});";

    public override string Throws(string local, CollaboratorCall call, string exception)
    {
        if (call.Member is IMethodSymbol { ReturnsVoid: true })
        {
            return $"{local}.When(x => {Any("x", call)}).Do(_ => throw {exception});";
        }

        Names.Use("NSubstitute.ExceptionExtensions");
        return $"{Any(local, call)}.Throws({exception});";
    }

    public override string Calls(string local, CollaboratorCall call)
    {
        return $"{local}.ReceivedCalls().Where(c => c.GetMethodInfo().Name == \"{call.Member.Name}\" && c.GetArguments().Length == {call.Parameters.Count()}).Select(c => c.GetArguments()).ToArray()";
    }

    public override IEnumerable<string> Received(
        string local,
        CollaboratorCall call,
        int count,
        IReadOnlyList<string?> arguments,
        AssertionStyle assertions
    )
    {
        var received = count == 0 ? $"{local}.DidNotReceive()" : $"{local}.Received({count.ToString(CultureInfo.InvariantCulture)})";
        // A value beside a matcher has to be one too.
        var mixed = arguments.Any(a => a is null) && !AreDistinct(call);
        return
        [
            (call.IsAsync ? "await " : "")
                + Written(
                    received,
                    call,
                    call.Parameters.Zip(
                        arguments,
                        (p, a) =>
                            a is null ? $"Arg.Any<{Names.Of(p.Type)}>()"
                            : mixed ? $"Arg.Is({a})"
                            : a
                    )
                )
                + ";",
        ];
    }

    private string Any(string local, CollaboratorCall call) => Written(local, call, Matchers(call, p => $"Arg.Any<{Names.Of(p.Type)}>()"));
}
