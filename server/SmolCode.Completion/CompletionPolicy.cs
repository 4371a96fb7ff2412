using System.Collections.Frozen;
using System.Collections.Immutable;

namespace SmolCode.Completion;

/// <summary>
/// Which parts of completion take part. <c>full</c> is everything; <c>raw</c> is the baseline that every comparison is made with; every
/// other name switches one part off, or one on that did not pay. Names can be combined with commas, so that an ablation is one run each.
/// </summary>
public sealed record CompletionPolicy
{
    private static readonly FrozenDictionary<string, Func<CompletionPolicy, CompletionPolicy>> Switches = new Dictionary<
        string,
        Func<CompletionPolicy, CompletionPolicy>
    >
    {
        ["no-adapter"] = p => p with { Adapter = false },
        ["no-similar"] = p => p with { SimilarCode = false },
        ["no-edits"] = p => p with { RecentEdits = false },
        ["no-own"] = p => p with { OwnCode = false },
        ["no-facts"] = p => p with { TypedFacts = false },
        ["no-suffix"] = p => p with { Suffix = false },
        ["no-beam"] = p => p with { Beam = false },
        ["no-model"] = p => p with { Model = false },
        ["no-masks"] = p => p with { Masks = false },
        ["no-ngrams"] = p => p with { Ngrams = false },
        ["ngram-proposals"] = p => p with { NgramProposals = true },
        ["no-healing"] = p => p with { TokenHealing = false },
        ["no-repeat"] = p => p with { Repeat = false },
        ["no-structure"] = p => p with { Structure = false },
        ["no-types"] = p => p with { Types = false },
        ["no-ranking"] = p => p with { Ranking = false },
        ["no-repairs"] = p => p with { Repairs = false },
        ["no-check"] = p => p with { Checks = false },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Everything.</summary>
    public static CompletionPolicy Full { get; } = new();

    /// <summary>
    /// The bundled weights without the adapter on the text before the cursor, greedy, token healing on, cut where the hole ends, nothing
    /// checked.
    /// </summary>
    public static CompletionPolicy Raw { get; } =
        new()
        {
            Name = "raw",
            Adapter = false,
            SimilarCode = false,
            TypedFacts = false,
            Suffix = false,
            Beam = false,
            Ngrams = false,
            Masks = false,
            Repeat = false,
            Structure = false,
            Types = false,
            Ranking = false,
            Repairs = false,
            Checks = false,
        };

    /// <summary>The name that it was parsed from.</summary>
    public string Name { get; init; } = "full";

    /// <summary>The adapter to C# is merged into the weights.</summary>
    public bool Adapter { get; init; } = true;

    /// <summary>Windows of other files that share identifiers go into the prompt.</summary>
    public bool SimilarCode { get; init; } = true;

    /// <summary>Such windows may be of the document itself, outside of what is shown of it around the cursor.</summary>
    public bool OwnCode { get; init; } = true;

    /// <summary>Windows where the user edited lately count more.</summary>
    public bool RecentEdits { get; init; } = true;

    /// <summary>Declarations of the types in play go into the prompt.</summary>
    public bool TypedFacts { get; init; } = true;

    /// <summary>What follows the cursor goes into the prompt.</summary>
    public bool Suffix { get; init; } = true;

    /// <summary>Several hypotheses are decoded together; otherwise greedy.</summary>
    public bool Beam { get; init; } = true;

    /// <summary>What follows the same tokens elsewhere in the workspace has a share in the model's probabilities.</summary>
    public bool Ngrams { get; init; } = true;

    /// <summary>Continuations that the n-grams propose by themselves are candidates. Off: it did not pay.</summary>
    public bool NgramProposals { get; init; }

    /// <summary>The model decodes freely; otherwise it only scores what the other sources propose.</summary>
    public bool Model { get; init; } = true;

    /// <summary>Behind a dot only names that the compiler accepts are decoded.</summary>
    public bool Masks { get; init; } = true;

    /// <summary>What stands at places like the hole elsewhere, with its names replaced, is a candidate.</summary>
    public bool Repeat { get; init; } = true;

    /// <summary>What the code's structure dictates is a candidate.</summary>
    public bool Structure { get; init; } = true;

    /// <summary>Expressions of the type that is wanted, from what is in scope, are candidates.</summary>
    public bool Types { get; init; } = true;

    /// <summary>Candidates are ordered by their probability; otherwise by log-probability / tokens^0.8.</summary>
    public bool Ranking { get; init; } = true;

    /// <summary>Rejected candidates that are near misses are mended.</summary>
    public bool Repairs { get; init; } = true;

    /// <summary>The last token before the cursor is held back and covered again.</summary>
    public bool TokenHealing { get; init; } = true;

    /// <summary>The compiler's verdict decides about order and display. Off in comparisons only: an editor always gets checked text.</summary>
    public bool Checks { get; init; } = true;

    /// <summary>The names of all switches, for help texts.</summary>
    public static ImmutableArray<string> SwitchNames { get; } = [.. Switches.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Reads <c>full</c>, <c>raw</c>, or switches separated by commas.</summary>
    /// <exception cref="FormatException">A name is unknown; the message lists the known ones.</exception>
    public static CompletionPolicy Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var policy = Full;
        var names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Skip(1).FirstOrDefault(n => n is "full" or "raw") is { } whole)
        {
            throw new FormatException($"'{whole}' is a whole policy: name it first, and switches behind it.");
        }

        foreach (var name in names)
        {
            policy = name switch
            {
                "full" => policy,
                "raw" => Raw,
                _ when Switches.TryGetValue(name, out var change) => change(policy),
                _ => throw new FormatException(
                    $"Unknown policy '{name}'. Known: full, raw, {string.Join(", ", SwitchNames)} (combine switches with commas)."
                ),
            };
        }

        return policy with
        {
            Name = text.Length == 0 ? "full" : text,
        };
    }
}
