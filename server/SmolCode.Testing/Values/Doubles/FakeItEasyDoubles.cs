using System.Globalization;
using Microsoft.CodeAnalysis;
using SmolCode.Testing.Planning.Collaborators;
using SmolCode.Testing.Rendering;

namespace SmolCode.Testing.Values.Doubles;

/// <summary>Fakes of FakeItEasy.</summary>
internal sealed class FakeItEasyDoubles(TypeNames names) : DoubleStyle(names)
{
    public override string Inline(INamedTypeSymbol type)
    {
        Names.Use("FakeItEasy");
        return $"A.Fake<{Names.Of(type)}>()";
    }

    public override string Returns(string local, CollaboratorCall call, IReadOnlyList<string> answers) =>
        answers.Count == 1
            ? $"A.CallTo(() => {Any(local, call)}).Returns({answers[0]});"
            : $"A.CallTo(() => {Any(local, call)}).ReturnsNextFromSequence({string.Join(", ", answers)});";

    public override string Throws(string local, CollaboratorCall call, string exception) =>
        $"A.CallTo(() => {Any(local, call)}).Throws({exception});";

    public override string Calls(string local, CollaboratorCall call)
    {
        return $"Fake.GetCalls({local}).Where(c => c.Method.Name == \"{call.Member.Name}\" && c.Arguments.Count == {call.Parameters.Count()}).Select(c => c.Arguments.ToArray()).ToArray()";
    }

    public override IEnumerable<string> Received(
        string local,
        CollaboratorCall call,
        int count,
        IReadOnlyList<string?> arguments,
        AssertionStyle assertions
    )
    {
        var happened = count switch
        {
            0 => "MustNotHaveHappened()",
            1 => "MustHaveHappenedOnceExactly()",
            _ => $"MustHaveHappened({count.ToString(CultureInfo.InvariantCulture)}, Times.Exactly)",
        };
        return
        [
            $"A.CallTo(() => {Written(local, call, call.Parameters.Zip(arguments, (p, a) => a ?? $"A<{Names.Of(p.Type)}>._"))}).{happened};",
        ];
    }

    private string Any(string local, CollaboratorCall call) => Written(local, call, Matchers(call, p => $"A<{Names.Of(p.Type)}>._"));
}
