using System.Diagnostics;
using Microsoft.CodeAnalysis;
using SmolCode.Testing.Planning;
using SmolCode.Testing.Sandboxing;

namespace SmolCode.Testing.Proof;

/// <summary>Carries out cases three times, under two cultures and time zones and in two processes. What differs is nothing to assert.</summary>
internal sealed class Observer(Sandbox sandbox, string assembly, string type, long fuel)
{
    private const int Repeats = 3;

    /// <summary>A call that takes longer is nothing for a test.</summary>
    private const double SlowMilliseconds = 2000;

    /// <summary>So many calls of a member that don't end, or are slow, and no other is tried.</summary>
    private const int Patience = 3;

    /// <summary>What came of the cases that are steady; the others are dropped with their reason.</summary>
    public async Task<Dictionary<PlannedCase, SandboxReply>> RunAsync(
        TestPlan plan,
        HashSet<PlannedCase> compiled,
        Action<PlannedCase, string> drop,
        CancellationToken cancellationToken
    )
    {
        var observed = new Dictionary<PlannedCase, SandboxReply>(ReferenceEqualityComparer.Instance);
        var unsteady = new HashSet<PlannedCase>(ReferenceEqualityComparer.Instance);
        var tiresome = new Dictionary<ISymbol, int>(SymbolEqualityComparer.Default);
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            foreach (var (i, planned) in plan.Cases.Index())
            {
                if (!compiled.Contains(planned) || unsteady.Contains(planned))
                {
                    continue;
                }

                if (tiresome.GetValueOrDefault(planned.Member) >= Patience)
                {
                    Drop(planned, $"{Patience} other calls of the member did not end, or were slow");
                    continue;
                }

                var clock = Stopwatch.StartNew();
                var reply = await sandbox.RunAsync(
                    new SandboxRequest
                    {
                        Id = 0,
                        Assembly = assembly,
                        Type = type,
                        Method = $"Case{i}",
                        Fuel = fuel,
                        Variation = repeat % 2,
                        Describe = true,
                    },
                    cancellationToken
                );
                if (clock.Elapsed.TotalMilliseconds > SlowMilliseconds && (reply.Problem is not null || repeat > 0))
                {
                    tiresome[planned.Member] = tiresome.GetValueOrDefault(planned.Member) + 1;
                }

                if (Problem(reply) is { } problem)
                {
                    Drop(planned, problem);
                }
                else if (!observed.TryGetValue(planned, out var before))
                {
                    observed[planned] = reply;
                }
                else if (Math.Min(before.Milliseconds, reply.Milliseconds) is var fastest and > SlowMilliseconds)
                {
                    Drop(planned, $"slow: it takes {fastest:0} ms");
                }
                else if (Fingerprint(before) != Fingerprint(reply))
                {
                    Drop(planned, "its result changes with time, culture, time zone or process");
                }
            }

            if (repeat == 1)
            {
                sandbox.Restart();
            }
        }

        return observed;

        void Drop(PlannedCase planned, string reason)
        {
            unsteady.Add(planned);
            observed.Remove(planned);
            drop(planned, reason);
        }
    }

    private static string? Problem(SandboxReply reply) =>
        reply.Problem
        ?? (
            reply.OutOfFuel ? "it runs too long"
            : reply.Exception?.Type[0] == "System.Globalization.CultureNotFoundException"
                ? "it needs a culture that is not on every machine"
            : reply is { Exception: { } e, Arranged: false }
                ? $"what it needs can't be made: {e.Type[0].Split('.')[^1]}: {e.Message.Split('\n')[0]}"
            : null
        );

    private static string Fingerprint(SandboxReply reply) =>
        reply.Exception is { } exception ? $"{exception.Type[0]} {exception.ParamName}" : reply.Value?.Fingerprint ?? "";
}
