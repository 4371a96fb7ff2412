using System.Collections.Immutable;

namespace SmolCode.Evaluation.Quality;

/// <summary>Reports side by side, over the holes that every policy has.</summary>
internal sealed record PairedReports
{
    /// <summary>The policy that the others are compared with.</summary>
    public const string FullName = "full";

    /// <summary>The baseline of the figures to reach.</summary>
    public const string RawName = "raw";

    /// <summary>All policies: <c>full</c> first, <c>raw</c> last, the others in the order in which they were named.</summary>
    public required ImmutableArray<PolicyRows> Policies { get; init; }

    /// <summary>The holes that are left out because a policy lacks them: how many, by repository.</summary>
    public required ImmutableSortedDictionary<string, int> LeftOut { get; init; }

    /// <summary>How many holes each policy lacks that another one has.</summary>
    public required ImmutableDictionary<string, int> Lacking { get; init; }

    /// <summary>The rows of policy <c>full</c>.</summary>
    public PolicyRows Full => Policies[0];

    /// <summary>Number of holes.</summary>
    public int Holes => Full.Items.Length;

    /// <summary>The rows of a policy, or null where there is no report of it.</summary>
    public PolicyRows? Find(string policy) => Policies.FirstOrDefault(p => p.Policy == policy);

    /// <summary>Puts reports side by side.</summary>
    /// <exception cref="EvaluationException">There is no report of policy <c>full</c>, or no hole that all policies have.</exception>
    public static PairedReports Of(IReadOnlyCollection<RecordedReport> reports)
    {
        var policies = reports
            .GroupBy(r => r.Policy)
            .Select(g => new
            {
                Policy = g.Key,
                Model = string.Join(", ", g.Select(r => r.Model).Distinct()),
                Rows = g.SelectMany(r => r.Items).ToDictionary(HoleKey.Of),
            })
            .OrderBy(p => p.Policy == RawName)
            .ThenBy(p => p.Policy != FullName)
            .ToList();
        if (policies is [] || policies[0].Policy != FullName)
        {
            throw new EvaluationException("There is no report of policy full, which the others are compared with.");
        }

        // In the order of the reports: repositories stay together.
        var all = policies.SelectMany(p => p.Rows.Keys).Distinct().ToList();
        var common = all.Where(k => policies.All(p => p.Rows.ContainsKey(k))).ToList();
        if (common.Count == 0)
        {
            throw new EvaluationException($"There is no hole that all of {string.Join(", ", policies.Select(p => p.Policy))} have.");
        }

        return new PairedReports
        {
            Policies = [.. policies.Select(p => new PolicyRows(p.Policy, p.Model, [.. common.Select(k => p.Rows[k])]))],
            LeftOut = all.Except(common)
                .GroupBy(k => k.Repository)
                .ToImmutableSortedDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal),
            Lacking = policies.ToImmutableDictionary(p => p.Policy, p => all.Count - p.Rows.Count),
        };
    }
}
