using System.Globalization;
using Microsoft.CodeAnalysis;
using SmolCode.Testing.Planning.Collaborators;
using SmolCode.Testing.Rendering;

namespace SmolCode.Testing.Values.Doubles;

/// <summary>Mocks of Moq.</summary>
internal sealed class MoqDoubles(TypeNames names) : DoubleStyle(names)
{
    public override string Inline(INamedTypeSymbol type)
    {
        Names.Use("Moq");
        return $"Mock.Of<{Names.Of(type)}>()";
    }

    public override string Create(INamedTypeSymbol type)
    {
        Names.Use("Moq");
        return $"new Mock<{Names.Of(type)}>()";
    }

    public override string Passed(string local) => local + ".Object";

    public override string Returns(string local, CollaboratorCall call, IReadOnlyList<string> answers) =>
        answers.Count == 1
            ? $"{local}.Setup(x => {Any(call)}).Returns{(call.IsAsync ? "Async" : "")}({answers[0]});"
            : $"{local}.SetupSequence(x => {Any(call)}){string.Concat(answers.Select(a => $".Returns{(call.IsAsync ? "Async" : "")}({a})"))};";

    public override string Throws(string local, CollaboratorCall call, string exception) =>
        $"{local}.Setup(x => {Any(call)}).Throws({exception});";

    public override string Calls(string local, CollaboratorCall call)
    {
        return $"{local}.Invocations.Where(c => c.Method.Name == \"{call.Member.Name}\" && c.Arguments.Count == {call.Parameters.Count()}).Select(c => c.Arguments.ToArray()).ToArray()";
    }

    public override IEnumerable<string> Received(
        string local,
        CollaboratorCall call,
        int count,
        IReadOnlyList<string?> arguments,
        AssertionStyle assertions
    )
    {
        var times = count switch
        {
            0 => "Times.Never()",
            1 => "Times.Once()",
            _ => $"Times.Exactly({count.ToString(CultureInfo.InvariantCulture)})",
        };
        return
        [
            $"{local}.Verify(x => {Written("x", call, call.Parameters.Zip(arguments, (p, a) => a ?? $"It.IsAny<{Names.Of(p.Type)}>()"))}, {times});",
        ];
    }

    private string Any(CollaboratorCall call) => Written("x", call, Matchers(call, p => $"It.IsAny<{Names.Of(p.Type)}>()"));
}
