using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SmolCode.Testing.Planning.Collaborators;
using SmolCode.Testing.Values;

namespace SmolCode.Testing.Planning;

/// <summary>The cases of all members, and what they are written with.</summary>
/// <param name="Cases">The cases.</param>
/// <param name="Unplanned">Members without any, and why.</param>
/// <param name="Names">How types are named.</param>
/// <param name="Stubs">Test doubles that were written.</param>
internal sealed record TestPlan(List<PlannedCase> Cases, List<(string Member, string Reason)> Unplanned, TypeNames Names, Stubs Stubs)
{
    /// <summary>Plans all members; <paramref name="qualified"/>: all names in full; <paramref name="withDoubles"/>: existing test doubles are used.</summary>
    public static TestPlan Of(
        ImmutableArray<ISymbol> members,
        Surroundings surroundings,
        bool qualified,
        bool withDoubles,
        CancellationToken cancellationToken
    )
    {
        var names = new TypeNames(
            qualified,
            surroundings.TestProject.CompilationOptions.NullableContextOptions
                is NullableContextOptions.Enable
                    or NullableContextOptions.Annotations
        );
        var stubs = new Stubs(names, withDoubles ? new ExistingDoubles(surroundings.TestProject.TestFiles) : null);
        var planner = new MemberPlanner(surroundings, new ValueSource(surroundings, names, stubs), names);
        // Before any stub is written: it lets tests tell it what to answer.
        stubs.Observe(members.SelectMany(m => CollaboratorCalls.Of(m, surroundings.Compilation, cancellationToken).All));
        List<PlannedCase> cases = [];
        List<(string, string)> unplanned = [];
        foreach (var member in members)
        {
            cases.AddRange(planner.Plan(member, cancellationToken, out var reason));
            if (reason is not null)
            {
                unplanned.Add((MemberPlanner.NameOf(member), reason));
            }
        }

        return new TestPlan(cases, unplanned, names, stubs);
    }
}
