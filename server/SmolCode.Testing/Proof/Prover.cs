using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using SmolCode.Testing.Rendering;
using SmolCode.Testing.Sandboxing;

namespace SmolCode.Testing.Proof;

/// <summary>Runs tests until it is known which of them are worth keeping.</summary>
internal sealed class Prover(Sandbox sandbox, string assembly, string type, long fuel)
{
    private const int Repeats = 3;
    private const int MaxTestsPerMutant = 60;

    /// <summary>A test slower than this is not offered.</summary>
    private const double SlowMilliseconds = 2000;

    /// <summary>What one test does when nothing is mutated.</summary>
    internal sealed record Passed(GeneratedTest Test, ImmutableHashSet<int> Branches, ImmutableHashSet<int> Reached, double Milliseconds);

    /// <summary>What was proven.</summary>
    internal sealed record Verdict(
        ImmutableArray<KeptTest> Kept,
        ImmutableArray<GeneratedTest> Tests,
        ImmutableHashSet<int> Branches,
        ImmutableDictionary<int, string> Killed
    );

    /// <summary>Runs all tests three times, in random order, under two cultures and time zones, in two processes. Those that pass always.</summary>
    public async Task<List<Passed>> RepeatAsync(
        IReadOnlyList<GeneratedTest> tests,
        List<DroppedTest> dropped,
        CancellationToken cancellationToken
    )
    {
        // The order is random, but the same for the same tests.
        var random = new Random(20240229);
        var passed = new Dictionary<GeneratedTest, Passed>();
        var failed = new HashSet<GeneratedTest>();
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            var order = tests.ToArray();
            random.Shuffle(order);
            foreach (var test in order.Where(t => !failed.Contains(t)))
            {
                var reply = await RunAsync(test, 0, repeat % 2, cancellationToken);
                var reason =
                    reply.Problem
                    ?? (
                        reply.OutOfFuel ? "it runs too long"
                        : reply.Exception is { } e ? $"it failed in run {repeat + 1} of {Repeats}: {FirstLine(e.Message)}"
                        : null
                    );
                if (reason is not null)
                {
                    failed.Add(test);
                    dropped.Add(new DroppedTest(test.Name, repeat == 0 ? reason : "flaky: " + reason));
                }
                else if (passed.TryGetValue(test, out var before))
                {
                    // Only what happens every time counts.
                    passed[test] = before with
                    {
                        Branches = before.Branches.Intersect(reply.Hits),
                        Reached = before.Reached.Union(reply.Reached),
                        // The fastest run tells: others paid for starting up, or for a busy machine.
                        Milliseconds = Math.Min(before.Milliseconds, reply.Milliseconds),
                    };
                }
                else
                {
                    passed[test] = new Passed(test, [.. reply.Hits], [.. reply.Reached], reply.Milliseconds);
                }
            }

            if (repeat == 1)
            {
                // A process of its own hashes strings differently.
                sandbox.Restart();
            }
        }

        foreach (var slow in passed.Values.Where(p => p.Milliseconds > SlowMilliseconds && failed.Add(p.Test)))
        {
            dropped.Add(new DroppedTest(slow.Test.Name, $"slow: it takes {slow.Milliseconds:0} ms"));
        }

        return [.. tests.Where(t => passed.ContainsKey(t) && !failed.Contains(t)).Select(t => passed[t])];
    }

    /// <summary>Keeps tests that take a branch, or kill a mutant, that no test kept before does.</summary>
    public async Task<Verdict> SelectAsync(
        IReadOnlyList<Passed> tests,
        InstrumentedMember instrumented,
        ImmutableHashSet<int> branchesBefore,
        TimeSpan budget,
        List<DroppedTest> dropped,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        var mutants = instrumented.Mutants;
        var clock = Stopwatch.StartNew();
        var taken = branchesBefore;
        var newBranches = new Dictionary<GeneratedTest, int>();
        var kept = new List<Passed>();
        // A branch counts for the tests of its own member; for one that only passes through it counts when there is no such test. What
        // takes the most that are still open comes first, then contracts.
        var owned = tests.SelectMany(t => t.Branches.Where(b => IsOwn(t, b))).ToHashSet();
        var credited = tests.ToDictionary(t => t, t => t.Branches.Where(b => IsOwn(t, b) || !owned.Contains(b)).ToImmutableHashSet());
        var open = tests.ToList();
        while (open.Count > 0)
        {
            var best = open.MaxBy(t => (credited[t].Except(taken).Count, t.Test.Case.IsProposed ? 0 : 1, -Rank(t)))!;
            var gain = credited[best].Except(taken).Count;
            if (gain == 0)
            {
                break;
            }

            newBranches[best.Test] = gain;
            taken = taken.Union(credited[best]);
            kept.Add(best);
            open.Remove(best);
        }

        var kills = new Dictionary<GeneratedTest, int>();
        var killed = ImmutableDictionary.CreateBuilder<int, string>();
        foreach (var mutant in mutants)
        {
            if (clock.Elapsed > budget)
            {
                break;
            }

            if (mutant.Id % 50 == 0)
            {
                progress?.Report($"Mutant {mutant.Id} of {mutants.Length}, {killed.Count} killed");
            }

            // Tests of the member first, those that are kept anyway before others, contracts and short ones before those.
            var owner = instrumented.Shares.FirstOrDefault(s => s.HasMutant(mutant.Id))?.Member;
            var candidates = tests
                .OrderByDescending(t => IsOf(t, owner))
                .ThenByDescending(kept.Contains)
                .ThenBy(t => t.Test.Case.IsProposed)
                .ThenBy(Rank)
                .ThenBy(t => t.Test.Body.Count())
                .Where(t => t.Reached.Contains(mutant.Id))
                .Take(MaxTestsPerMutant);
            foreach (var candidate in candidates)
            {
                var reply = await RunAsync(candidate.Test, mutant.Id, 0, cancellationToken);
                if (reply.Problem is null && reply.Exception is null && !reply.OutOfFuel)
                {
                    continue;
                }

                killed.Add(mutant.Id, candidate.Test.Name);
                kills[candidate.Test] = kills.GetValueOrDefault(candidate.Test) + 1;
                if (!kept.Contains(candidate))
                {
                    kept.Add(candidate);
                }

                break;
            }
        }

        foreach (var test in tests.Where(t => !kept.Contains(t)))
        {
            dropped.Add(new DroppedTest(test.Test.Name, "it takes no branch and kills no mutant that the kept tests don't"));
        }

        // Without a share it is a member's without a body, and only its own tests have it.
        bool IsOwn(Passed test, int branch) =>
            instrumented.Shares.FirstOrDefault(s => s.HasBranch(branch)) is not { } share || IsOf(test, share.Member);

        // What a member does comes before what it refuses, which has mutants of its own. What only compares two results says less than a
        // value.
        static int Rank(Passed test) =>
            test.Test.Case.Oracle is { IsRelative: true } ? 3
            : test.Test.Throws ? 2
            : test.Test.Origin == TestOrigin.Contract ? 0
            : 1;

        static bool IsOf(Passed test, ISymbol? member) =>
            SymbolEqualityComparer.Default.Equals(test.Test.Member.OriginalDefinition, member);

        var ordered = tests.Where(kept.Contains).Select(t => t.Test).ToList();
        return new Verdict(
            [
                .. ordered.Select(t => new KeptTest(
                    t.Name,
                    Planning.MemberPlanner.NameOf(t.Member),
                    t.Origin,
                    kills.GetValueOrDefault(t),
                    newBranches.GetValueOrDefault(t)
                )
                {
                    IsProposed = t.Case.IsProposed,
                }),
            ],
            [.. ordered],
            [.. branchesBefore, .. kept.SelectMany(t => t.Branches)],
            killed.ToImmutable()
        );
    }

    /// <summary>Tests with rows of which each row passes.</summary>
    public async Task<HashSet<string>> RowsThatPassAsync(IEnumerable<GeneratedTest> tests, CancellationToken cancellationToken)
    {
        var passing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var test in tests)
        {
            var isPassing = true;
            for (var row = 0; row < test.Rows.Length && isPassing; row++)
            {
                var reply = await sandbox.RunAsync(
                    new SandboxRequest
                    {
                        Id = 0,
                        Assembly = assembly,
                        Type = type,
                        Method = test.Name,
                        Row = row,
                        Fuel = fuel,
                        Variation = row % 2,
                    },
                    cancellationToken
                );
                isPassing = reply is { Problem: null, Exception: null, OutOfFuel: false };
            }

            if (isPassing)
            {
                passing.Add(test.Name);
            }
        }

        return passing;
    }

    private Task<SandboxReply> RunAsync(GeneratedTest test, int mutant, int variation, CancellationToken cancellationToken) =>
        sandbox.RunAsync(
            new SandboxRequest
            {
                Id = 0,
                Assembly = assembly,
                Type = type,
                Method = test.Name,
                Mutant = mutant,
                Fuel = fuel,
                Variation = variation,
            },
            cancellationToken
        );

    private static string FirstLine(string text) =>
        text.Split('\n')[0].Trim() is { Length: > 160 } l ? l[..160] : text.Split('\n')[0].Trim();
}
