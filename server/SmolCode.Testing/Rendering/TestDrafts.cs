using Microsoft.CodeAnalysis;
using SmolCode.CodeAnalysis.Testing;
using SmolCode.Testing.Planning;
using SmolCode.Testing.Sandboxing;
using SmolCode.Testing.Values;

namespace SmolCode.Testing.Rendering;

/// <summary>Writes a test of every case that shows something, under names that are free.</summary>
internal sealed class TestDrafts(
    TestProject project,
    TestPlace place,
    TestWriter writer,
    List<DroppedTest> dropped,
    List<TestFinding> findings,
    NamingTemplate? template
)
{
    private readonly HashSet<string> present = place.TestNames();
    private readonly HashSet<string> bodies = new(place.Bodies(), StringComparer.Ordinal);
    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    private static readonly string[] Follows = ["After", "With", "Twice"];

    private readonly NamingTemplate? naming = template ?? project.Style.Naming;

    /// <summary>The tests of a plan, and the fields that they need.</summary>
    public (List<GeneratedTest> Tests, Fixture? Fixture) Write(TestPlan plan, Dictionary<PlannedCase, SandboxReply> observed)
    {
        List<GeneratedTest> tests = [];
        foreach (var planned in plan.Cases)
        {
            if (observed.TryGetValue(planned, out var reply) && Write(planned, reply) is { } test)
            {
                tests.Add(test);
            }
        }

        // A class that is there has fields of its own.
        var (styled, fixture) = place.Existing is null ? TestStyling.WithFields(tests, project.Style) : (tests, null);
        return ([.. styled.Select(t => TestStyling.WithNames(t, project.Style))], fixture);
    }

    /// <summary>How a case is called where there is no test of it.</summary>
    public string CaseName(PlannedCase planned) =>
        planned.Condition.Length == 0
            ? planned.MemberName
            : $"{planned.MemberName}{(project.NamesHaveUnderscores ? "_" : "")}{planned.Condition}";

    private GeneratedTest? Write(PlannedCase planned, SandboxReply reply)
    {
        if (BrokenContract.Of(planned, reply) is { } finding)
        {
            if (!findings.Any(f => f.Member == finding.Member && f.Message == finding.Message))
            {
                findings.Add(finding);
            }

            return null;
        }

        if (planned.NullParameter is { } parameter && BrokenContract.IsForbidden(planned, parameter, reply))
        {
            return Drop(CaseName(planned), $"null is not allowed for {parameter.Name}, and nothing promises what it does");
        }

        if (writer.Write(planned, reply, out var reason) is not { } test)
        {
            return Drop(CaseName(planned), reason!);
        }

        return bodies.Add(TestPlace.Normalised(string.Concat(test.Body)))
            ? test with
            {
                Name = Free(test),
            }
            : Drop(Named(test, test.Case.MemberName), "there is such a test already");
    }

    /// <summary>A name that is free. Overloads are told apart by the parameter that differs.</summary>
    public string Free(GeneratedTest test)
    {
        var name = Named(test, test.Case.MemberName);
        if (IsTaken(name) && naming is { NamesMember: false })
        {
            name = test.Case.MemberName + name;
        }

        if (IsTaken(name) && Differing(test.Member) is { } type)
        {
            var overload = test.Case.MemberName + (naming is null ? "_" : "") + TypeNames.Word(type);
            name = naming is { NamesMember: false } ? overload + Named(test, "") : Named(test, overload);
        }

        var first = name;
        for (var n = 2; IsTaken(name); n++)
        {
            name = first + Styled(char.IsAsciiDigit(first[^1]) ? $"_Case{n}" : $"{n}");
        }

        used.Add(name);
        return name;
    }

    private string Named(GeneratedTest test, string member)
    {
        var condition = test.Case.Condition.Length <= 60 ? test.Case.Condition : test.Case.Condition[..60];
        if (naming is not null)
        {
            return naming.Name(member, condition, test.Expectation);
        }

        // Without underscores the parts run into each other: what comes of it first, then when.
        return project.NamesHaveUnderscores ? string.Join('_', new[] { member, condition, test.Expectation }.Where(p => p.Length > 0))
            : condition.Length == 0 || Follows.Any(f => condition.StartsWith(f, StringComparison.Ordinal))
                ? Styled(member + test.Expectation + condition)
            : Styled($"{member}{test.Expectation}When{condition}");
    }

    private bool IsTaken(string name) => present.Contains(name) || used.Contains(name);

    private string Styled(string name) => project.NamesHaveUnderscores ? name : name.Replace("_", "", StringComparison.Ordinal);

    private static ITypeSymbol? Differing(ISymbol member)
    {
        if (member is not IMethodSymbol method)
        {
            return null;
        }

        var overloads = method
            .ContainingType.GetMembers(method.Name)
            .OfType<IMethodSymbol>()
            .Where(m => !SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, method.OriginalDefinition))
            .ToList();
        return overloads.Count == 0
            ? null
            : method
                .Parameters.FirstOrDefault(p =>
                    overloads.Any(o =>
                        o.Parameters.Length <= p.Ordinal || !SymbolEqualityComparer.Default.Equals(o.Parameters[p.Ordinal].Type, p.Type)
                    )
                )
                ?.Type;
    }

    private GeneratedTest? Drop(string name, string reason)
    {
        dropped.Add(new DroppedTest(name, reason));
        return null;
    }
}
