using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SmolCode.Testing.Planning;
using SmolCode.Testing.Sandboxing;
using SmolCode.Testing.Values;

namespace SmolCode.Testing.Rendering;

/// <summary>Makes tests of cases and of what came of them.</summary>
internal sealed class TestWriter(AssertionStyle style, AssertionWriter assertions, TypeNames names, Surroundings surroundings)
{
    /// <summary>Exceptions that tell of a mistake in the code or of the sandbox's limits, and are nobody's promise.</summary>
    private static readonly HashSet<string> NoPromise = new(StringComparer.Ordinal)
    {
        "System.NullReferenceException",
        "System.OutOfMemoryException",
        "System.InsufficientExecutionStackException",
        "System.TypeLoadException",
        "System.TypeInitializationException",
        "System.MissingMethodException",
        "System.MissingFieldException",
        "System.MethodAccessException",
        "System.FieldAccessException",
        "System.TypeAccessException",
        "System.BadImageFormatException",
        "System.IO.FileNotFoundException",
        "System.IO.FileLoadException",
        "System.InvalidProgramException",
        "System.Reflection.TargetInvocationException",
    };

    /// <summary>Statements that carry out a case and give back its result and its receiver; for the observation.</summary>
    public static (ImmutableArray<string> Body, bool IsAsync) Observation(PlannedCase planned)
    {
        if (planned.Oracle is { } oracle)
        {
            return (
                [
                    .. planned.Arrange,
                    "Arranged = true;",
                    $"var result = {planned.Act};",
                    $"return new object[] {{ System.Collections.Generic.EqualityComparer<object>.Default.Equals(result, {oracle.Expected}) }};",
                ],
                false
            );
        }

        var receiver = string.Join(", ", planned.Witnesses.Select(w => w.Code).Prepend(planned.Receiver ?? "null"));
        var act = planned.Act;
        string[] body = planned.Kind switch
        {
            ActKind.Value => [$"var result = {act};", $"return new object[] {{ result, {receiver} }};"],
            ActKind.Void => [(planned.IsStatement ? "" : "_ = ") + act + ";", $"return new object[] {{ null, {receiver} }};"],
            ActKind.Task => [$"await {act};", $"return new object[] {{ null, {receiver} }};"],
            ActKind.TaskValue => [$"var result = await {act};", $"return new object[] {{ result, {receiver} }};"],
            ActKind.Sequence => [$"var result = {act}?.ToList();", $"return new object[] {{ result, {receiver} }};"],
            _ => [.. Collected(planned, "object"), $"return new object[] {{ result, {receiver} }};"],
        };
        // Tells a call that throws from an object that can't be made.
        return (
            [.. planned.Arrange, "Arranged = true;", .. body],
            planned.Kind is ActKind.Task or ActKind.TaskValue or ActKind.AsyncSequence
        );
    }

    private static bool Mentions(string code, string name) =>
        Microsoft.CodeAnalysis.CSharp.SyntaxFactory.ParseTokens(code).Any(t => t.ValueText == name);

    // What is written by lines has the platform's line ends, unless it goes into a writer that has its own.
    private static bool HasPlatformLines(ISymbol member) =>
        member is not IMethodSymbol { Parameters: var parameters } || !parameters.Any(p => p.Type.Name is "TextWriter" or "StringWriter");

    /// <summary>The test of a case; null with the reason when there is nothing to assert.</summary>
    public GeneratedTest? Write(PlannedCase planned, SandboxReply observed, out string? reason)
    {
        reason = null;
        if (planned.Oracle is { } oracle)
        {
            return Holding(planned, oracle, observed, out reason);
        }

        if (observed.Exception is { } exception)
        {
            return Throwing(planned, exception, out reason);
        }

        if (planned.Member is IMethodSymbol { Name: "GetHashCode", Parameters.Length: 0 })
        {
            reason = "the number that a hash code is is nobody's promise";
            return null;
        }

        assertions.HasPlatformLines = HasPlatformLines(planned.Member);
        var isAsync = planned.Kind is ActKind.Task or ActKind.TaskValue or ActKind.AsyncSequence;
        var (result, receiver) = (observed.Value?.Items?[0], observed.Value?.Items is [_, var r, ..] ? r : null);
        List<string> act = planned.Kind switch
        {
            ActKind.Value => [$"var result = {planned.Act};"],
            ActKind.Void => [(planned.IsStatement ? "" : "_ = ") + planned.Act + ";"],
            ActKind.Task => [$"await {planned.Act};"],
            ActKind.TaskValue => [$"var result = await {planned.Act};"],
            ActKind.Sequence =>
            [
                $"var result = {planned.Act}{(result?.Kind == "null" ? "" : planned.ResultType is null ? "" : ".ToList()")};",
            ],
            _ => [.. Collected(planned, names.Of(planned.ResultType!))],
        };
        List<string> asserted = [];
        var expectation = "";
        var origin = TestOrigin.Characterisation;
        if (planned.Kind is not (ActKind.Void or ActKind.Task) && result is not null)
        {
            var type = planned.Kind switch
            {
                ActKind.Sequence or ActKind.AsyncSequence => surroundings.Compilation.CreateArrayTypeSymbol(planned.ResultType!),
                _ => planned.ResultType!,
            };
            var about = assertions.About(result, "result", type);
            if (planned.Kind is ActKind.Sequence or ActKind.AsyncSequence)
            {
                // What is asserted is a list.
                about = [.. about.Select(a => a.Replace("result.Length", "result.Count", StringComparison.Ordinal))];
            }

            if (
                planned.RoundTrip is { } given
                && (given == assertions.Code(result) || (result.Kind is "object" or "opaque" or "sequence" or "set" && given == "value"))
            )
            {
                about = result.Kind is "literal" or "enum" or "null" ? about : [style.Equal("value", "result")];
                origin = TestOrigin.Contract;
                expectation = "ReturnsValueThatWasSet";
            }
            else
            {
                expectation = AssertionWriter.Word(result);
            }

            asserted.AddRange(about);
        }

        // What the call changed; a value that was returned says enough where nothing changes by its type.
        if (receiver is not null && planned.ReceiverType is { } receiverType && planned.Kind is ActKind.Void or ActKind.Task)
        {
            asserted.AddRange(
                assertions.About(receiver, "sut", planned.ReceiverType).Where(a => a.Contains("sut.", StringComparison.Ordinal))
            );
        }

        for (var i = 0; i < planned.Witnesses.Length && observed.Value?.Items?.Length > i + 2; i++)
        {
            var (code, type) = planned.Witnesses[i];
            if (planned.Outputs.Contains(code))
            {
                // Where an attempt fails, what it sets is nothing but the default.
                if (result?.Code != "false")
                {
                    asserted.AddRange(assertions.About(observed.Value.Items[i + 2], code, type));
                }

                continue;
            }

            if (planned.Event is not null && code == "raised")
            {
                asserted.AddRange(assertions.About(observed.Value.Items[i + 2], code, type));
                continue;
            }

            var isContent =
                code.EndsWith(')')
                || type is IArrayTypeSymbol
                || type.AllInterfaces.Any(x => x.SpecialType == SpecialType.System_Collections_IEnumerable);
            if (isContent || planned.Kind is ActKind.Void or ActKind.Task)
            {
                asserted.AddRange(
                    assertions
                        .About(observed.Value.Items[i + 2], code, type)
                        .Where(a => isContent || a.Contains(code + ".", StringComparison.Ordinal))
                );
            }
        }

        if (planned.Kind is ActKind.Void or ActKind.Task)
        {
            expectation = asserted.Count > 0 ? "HasExpectedEffect" : "DoesNotThrow";
        }

        if (planned.MustNotThrow is not null)
        {
            (expectation, origin) = ("DoesNotThrow", TestOrigin.Contract);
        }

        if (planned.Event is { } raised)
        {
            expectation = observed.Value?.Items is [.., { Code: "0" }] ? "DoesNotRaise" + raised : "Raises" + raised;
        }

        if (asserted.Count == 0 && planned.Kind is not (ActKind.Void or ActKind.Task))
        {
            reason = "nothing of what it returned can be asserted";
            return null;
        }

        if (planned.Member is IMethodSymbol { MethodKind: MethodKind.Constructor })
        {
            expectation = "CreatesObject";
        }

        List<string> body = [.. planned.Arrange];
        if (body.Count > 0)
        {
            body.Add("");
        }

        foreach (var output in planned.Outputs.Where(o => !asserted.Any(a => Mentions(a, o))))
        {
            act = [.. act.Select(a => a.Replace($"out var {output}", "out _", StringComparison.Ordinal))];
        }

        body.AddRange(act);
        if (asserted.Count > 0)
        {
            body.Add("");
            body.AddRange(asserted);
        }

        return new GeneratedTest(planned, Name(planned, expectation), origin, [.. body], isAsync);
    }

    private GeneratedTest? Holding(PlannedCase planned, Oracle oracle, SandboxReply observed, out string? reason)
    {
        if (observed.Value?.Items is not [{ Code: "true" }, ..])
        {
            reason = $"{oracle.Name} does not hold";
            return null;
        }

        reason = null;
        List<string> body = [.. planned.Arrange, "", $"var result = {planned.Act};", "", Expected(oracle.Expected)];
        if (planned.Arrange.IsEmpty)
        {
            body.RemoveAt(0);
        }

        return new GeneratedTest(planned, Name(planned, oracle.Name), TestOrigin.Contract, [.. body], IsAsync: false);

        string Expected(string code) =>
            code switch
            {
                "true" => style.True("result"),
                "false" => style.False("result"),
                _ => style.Equal(code, "result"),
            };
    }

    /// <summary>Statements that read an asynchronous sequence into a list named result.</summary>
    private static string[] Collected(PlannedCase planned, string element) =>
        [$"var result = new List<{element}>();", $"await foreach (var item in {planned.Act})", "{", "    result.Add(item);", "}"];

    private GeneratedTest? Throwing(PlannedCase planned, ObservedException exception, out string? reason)
    {
        reason = null;
        if (NoPromise.Contains(exception.Type[0]))
        {
            reason = $"{exception.Type[0].Split('.')[^1]}, which is no behaviour to keep";
            return null;
        }

        var (type, index) = exception
            .Type.Select((t, i) => (Type: surroundings.Known(t), Index: i))
            .FirstOrDefault(t => t.Type is not null && surroundings.CanSee(t.Type));
        if (type is null)
        {
            reason = $"a test can't name {exception.Type[0]}";
            return null;
        }

        if (type.Name == "Exception" && index > 0)
        {
            reason = $"a test can't name {exception.Type[0]}";
            return null;
        }

        var isAsync = planned.Kind is ActKind.Task or ActKind.TaskValue or ActKind.AsyncSequence;
        var paramName =
            exception.ParamName is { } p
            && Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(p)
            && ParameterNames(planned.Member).Contains(p)
            && index == 0
                ? p
                : null;
        var call = planned.Outputs.Aggregate(planned.Act, (a, o) => a.Replace($"out var {o}", "out _", StringComparison.Ordinal));
        planned = planned with { Act = call };
        var lambda = planned.Kind switch
        {
            ActKind.Sequence => $"() => {planned.Act}.ToList()",
            ActKind.Task or ActKind.TaskValue => IsTask(planned.Member) ? $"() => {planned.Act}" : $"async () => await {planned.Act}",
            ActKind.AsyncSequence => $"async () => {{ await foreach (var _ in {planned.Act}) {{ }} }}",
            _ when planned.IsStatement => $"() => {planned.Act}",
            _ => $"() => {{ _ = {planned.Act}; }}",
        };
        var lines = style.Throws(names.Of(type), index == 0, lambda, isAsync, paramName).ToList();
        List<string> body = [.. planned.Arrange];
        if (body.Count > 0)
        {
            body.Add("");
        }

        body.AddRange(lines);
        var promised =
            planned.PromisedException == type.Name
            || GuardClauses.Of(planned.Member.OriginalDefinition, CancellationToken.None).Promises(type.Name);
        return new GeneratedTest(
            planned,
            Name(planned, "Throws" + type.Name),
            promised ? TestOrigin.Contract : TestOrigin.Characterisation,
            [.. body],
            isAsync
                && lines.Any(l =>
                    l.Contains("await ", StringComparison.Ordinal) && !l.Contains("async () =>", StringComparison.Ordinal)
                    || l.StartsWith("await", StringComparison.Ordinal)
                    || l.Contains("= await", StringComparison.Ordinal)
                )
        )
        {
            Throws = true,
        };
    }

    private static bool IsTask(ISymbol member) => member is IMethodSymbol { ReturnType.Name: "Task" };

    private static IEnumerable<string> ParameterNames(ISymbol member) =>
        (
            member switch
            {
                IMethodSymbol m => m.Parameters.Select(p => p.Name),
                IPropertySymbol p => p.Parameters.Select(x => x.Name).Append("value"),
                _ => [],
            }
        ).Concat(member.ContainingType.Constructors.SelectMany(c => c.Parameters).Select(p => p.Name));

    private static string Name(PlannedCase planned, string expectation)
    {
        var condition = planned.Condition.Length <= 60 ? planned.Condition : planned.Condition[..60];
        return string.Join('_', new[] { planned.MemberName, condition, expectation }.Where(p => p.Length > 0));
    }
}
