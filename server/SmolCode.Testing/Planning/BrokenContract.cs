using Microsoft.CodeAnalysis;
using SmolCode.Testing.Sandboxing;

namespace SmolCode.Testing.Planning;

/// <summary>Holds what happened against what the code promises.</summary>
internal static class BrokenContract
{
    /// <summary>The finding, when a documented exception is not thrown.</summary>
    public static TestFinding? Of(PlannedCase planned, SandboxReply reply)
    {
        if (planned.MustNotThrow is { } free && reply.Exception is { } unexpected)
        {
            return new TestFinding(planned.MemberName, $"{free}, but {unexpected.Type[0].Split('.')[^1]} is thrown.", planned.Act);
        }

        if (planned.Oracle is { Promise: { } promise } oracle)
        {
            return reply.Value?.Items is [{ Code: "true" }, ..]
                ? null
                : new TestFinding(
                    planned.MemberName,
                    $"{promise}, but it is not so{(reply.Exception is { } thrown ? $": {thrown.Type[0].Split('.')[^1]} is thrown" : "")}.",
                    $"{planned.Act} == {oracle.Expected}"
                );
        }

        if (
            planned is not { IsDocumented: true, PromisedException: { } promised }
            || reply.Exception?.Type.Any(t => t.EndsWith("." + promised, StringComparison.Ordinal)) == true
        )
        {
            return null;
        }

        var happened = reply.Exception is { } other ? $"{other.Type[0].Split('.')[^1]} is thrown" : "nothing is thrown";
        return new TestFinding(
            planned.MemberName,
            $"The documentation promises {promised} {(planned.NullParameter is { } p ? $"when {p.Name} is null" : "for a negative number")}, but {happened}.",
            planned.Act
        );
    }

    /// <summary>A null that the signature forbids, and that is not refused by name: nobody promises what happens.</summary>
    public static bool IsForbidden(PlannedCase planned, IParameterSymbol parameter, SandboxReply reply) =>
        planned.PromisedException is null
        && parameter.Type.NullableAnnotation == NullableAnnotation.NotAnnotated
        && !(reply.Exception is { } exception && exception.Type.Contains("System.ArgumentException") && exception.ParamName is not null);
}
