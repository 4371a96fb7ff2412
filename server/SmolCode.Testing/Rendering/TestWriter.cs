using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Testing;
using SmolCode.Testing.Planning;
using SmolCode.Testing.Planning.Collaborators;
using SmolCode.Testing.Sandboxing;
using SmolCode.Testing.Values;

namespace SmolCode.Testing.Rendering;

/// <summary>Makes tests of cases and of what came of them.</summary>
internal sealed class TestWriter(AssertionStyle style, AssertionWriter assertions, TypeNames names, Surroundings surroundings)
{
    private readonly TestStyle layout = surroundings.TestProject.Style;

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

    /// <summary>Code of an argument that is longer says nothing to a reader.</summary>
    private const int MaxArgument = 60;

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

        var receiver = string.Join(
            ", ",
            planned.Witnesses.Select(w => w.Code).Prepend(planned.Receiver ?? "null").Concat(planned.Verified.Select(v => v.Witness))
        );
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
                && (
                    given == assertions.Code(result)
                    || (result.Kind is "object" or "opaque" or "sequence" or "set" or "tuple" && given == "value")
                )
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

            if (Mapped(planned, observed, result, about) is { } mapped)
            {
                about = mapped;
                expectation = "MapsProperties";
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
            if ((isContent && MayChange(planned.Member, code)) || planned.Kind is ActKind.Void or ActKind.Task)
            {
                asserted.AddRange(
                    assertions
                        .About(observed.Value.Items[i + 2], code, type)
                        .Where(a => isContent || a.Contains(code + ".", StringComparison.Ordinal))
                );
            }
        }

        var calls = Calls(planned, observed);
        if (planned.Kind is ActKind.Void or ActKind.Task)
        {
            expectation =
                asserted.Count > 0 ? "HasExpectedEffect"
                : calls.FirstOrDefault(c => c.Count > 0) is { } made ? "Calls" + made.Verified.Call.Word
                : calls.FirstOrDefault() is { } missing ? "DoesNotCall" + missing.Verified.Call.Word
                : "DoesNotThrow";
        }

        asserted.AddRange(calls.SelectMany(c => c.Verified.Style.Received(c.Verified.Local, c.Verified.Call, c.Count, c.Arguments, style)));

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

        foreach (var output in planned.Outputs.Where(o => !asserted.Any(a => Mentions(a, o))))
        {
            act = [.. act.Select(a => a.Replace($"out var {output}", "out _", StringComparison.Ordinal))];
        }

        List<string> arrange = [.. planned.Arrange];
        if (
            layout.HasExpectedVariable
            && result is not null
            && assertions.Code(result) is { } value
            && value is not ("true" or "false" or "null" or "\"\"")
            && !planned.Arrange.Any(l => Mentions(l, "expected"))
            && asserted is [var only]
            && only == style.Equal(value, "result")
        )
        {
            arrange.Add($"var expected = {value};");
            asserted = [style.Equal("expected", "result")];
        }

        return new GeneratedTest(planned, expectation, origin, [.. arrange], [.. act], [.. asserted], isAsync);
    }

    /// <summary>How often a call on a double was made, and with what, where it was the same each time (null: any).</summary>
    private sealed record MadeCall(VerifiedCall Verified, int Count, IReadOnlyList<string?> Arguments);

    private List<MadeCall> Calls(PlannedCase planned, SandboxReply observed)
    {
        List<MadeCall> calls = [];
        for (var i = 0; i < planned.Verified.Length; i++)
        {
            var verified = planned.Verified[i];
            if (observed.Value?.Items?.ElementAtOrDefault(2 + planned.Witnesses.Length + i) is not { Kind: "sequence", Items: { } made })
            {
                continue;
            }

            string?[] arguments =
            [
                .. verified.Call.Parameters.Select(
                    (_, p) =>
                        made is [{ Items: { } only }] && only.Length > p && Code(only[p]) is { Length: <= MaxArgument } code ? code : null
                ),
            ];
            calls.Add(new MadeCall(verified, made.Length, arguments));
        }

        return calls;

        string? Code(ObservedValue value) => value.Kind is "literal" or "enum" ? assertions.Code(value) : null;
    }

    private GeneratedTest? Holding(PlannedCase planned, Oracle oracle, SandboxReply observed, out string? reason)
    {
        if (observed.Value?.Items is not [{ Code: "true" }, ..])
        {
            reason = $"{oracle.Name} does not hold";
            return null;
        }

        reason = null;
        return new GeneratedTest(
            planned,
            oracle.Name,
            TestOrigin.Contract,
            planned.Arrange,
            [$"var result = {planned.Act};"],
            [Expected(oracle.Expected)],
            IsAsync: false
        );

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
        // Where the act is in a variable, what is said of it stands apart.
        var apart = lines.FindIndex(l => l.Contains(" act = ", StringComparison.Ordinal)) + 1;
        var promised =
            planned.PromisedException == type.Name
            || GuardClauses.Of(planned.Member.OriginalDefinition, CancellationToken.None).Promises(type.Name);
        return new GeneratedTest(
            planned,
            "Throws" + type.Name,
            promised ? TestOrigin.Contract : TestOrigin.Characterisation,
            planned.Arrange,
            [.. apart > 0 ? lines.Take(apart) : lines],
            [.. apart > 0 ? lines.Skip(apart) : []],
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

    // What a method hands over from an argument to its result, property to property, is asserted so.
    private IReadOnlyList<string>? Mapped(PlannedCase planned, SandboxReply observed, ObservedValue result, IReadOnlyList<string> about)
    {
        if (result.Kind != "object" || planned.Kind is not (ActKind.Value or ActKind.TaskValue))
        {
            return null;
        }

        for (var i = 0; i < planned.Witnesses.Length; i++)
        {
            var (local, type) = planned.Witnesses[i];
            if (
                type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct }
                && !SymbolEqualityComparer.Default.Equals(type, planned.ResultType)
                && observed.Value?.Items?.ElementAtOrDefault(i + 2) is { Kind: "object", Members: { } given }
                && result.Members is { } taken
            )
            {
                var same = taken
                    .Where(t =>
                        given.Any(g =>
                            g.Name == t.Name && g.Value.Kind is "literal" or "enum" && g.Value.Fingerprint == t.Value.Fingerprint
                        )
                    )
                    .Select(t => t.Name)
                    .ToList();
                if (same.Count >= 2)
                {
                    return
                    [
                        .. about.Select(a =>
                            same.FirstOrDefault(n => Mentions(a, n) && a.Contains($"result.{n}", StringComparison.Ordinal)) is { } name
                            && taken.First(t => t.Name == name).Value is { } value
                            && assertions.Code(value) is { } code
                            && a == style.Equal(code, $"result.{name}")
                                ? style.Equal($"{local}.{name}", $"result.{name}")
                                : a
                        ),
                    ];
                }
            }
        }

        return null;
    }

    // Where a value is returned, an argument matters when the member does something to it: calls a member of it, sets an item or hands it on.
    private static bool MayChange(ISymbol member, string code)
    {
        var name = code.Split('.')[0];
        return code.EndsWith(')')
            || member
                .OriginalDefinition.DeclaringSyntaxReferences.SelectMany(r => r.GetSyntax().DescendantNodes())
                .Any(n =>
                    n switch
                    {
                        InvocationExpressionSyntax
                        {
                            Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax of } access
                        } => of.Identifier.Text == name && IsChange(access.Name.Identifier.Text),
                        AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax of } } =>
                            of.Identifier.Text == name,
                        ArgumentSyntax { Expression: IdentifierNameSyntax of } => of.Identifier.Text == name,
                        _ => false,
                    }
                );
    }

    private static bool IsChange(string method) =>
        Changes.Any(c => method.StartsWith(c, StringComparison.Ordinal) || method.StartsWith("Try" + c, StringComparison.Ordinal));

    private static readonly string[] Changes =
    [
        "Add",
        "Remove",
        "Clear",
        "Insert",
        "Set",
        "Push",
        "Pop",
        "Enqueue",
        "Dequeue",
        "Sort",
        "Reverse",
        "Write",
        "Append",
        "Copy",
        "Update",
    ];

    private static IEnumerable<string> ParameterNames(ISymbol member) =>
        (
            member switch
            {
                IMethodSymbol m => m.Parameters.Select(p => p.Name),
                IPropertySymbol p => p.Parameters.Select(x => x.Name).Append("value"),
                _ => [],
            }
        ).Concat(member.ContainingType.Constructors.SelectMany(c => c.Parameters).Select(p => p.Name));
}
