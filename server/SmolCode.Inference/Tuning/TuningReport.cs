using System.Collections.Immutable;

namespace SmolCode.Inference.Tuning;

/// <summary>What was measured and what comes of it.</summary>
public sealed record TuningReport
{
    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>The adapter's name, or null.</summary>
    public required string? Adapter { get; init; }

    /// <summary>Which weights.</summary>
    public required ModelIdentity Identity { get; init; }

    /// <summary>Where.</summary>
    public required MachineIdentity Machine { get; init; }

    /// <summary>The loss that was allowed.</summary>
    public required double MaxLoss { get; init; }

    /// <summary>The layouts, the original first.</summary>
    public required ImmutableArray<MeasuredLayout> Layouts { get; init; }

    /// <summary>Ways of using the model, fastest first.</summary>
    public required ImmutableArray<MeasuredTuning> Tunings { get; init; }

    /// <summary>How the model is used without tuning.</summary>
    public required EngineTuning Untuned { get; init; }

    /// <summary>What is best here; null when the machine was too busy to tell.</summary>
    public required EngineTuning? Chosen { get; init; }

    /// <summary>Why, for a user.</summary>
    public required string Reason { get; init; }

    /// <summary>What is kept of it.</summary>
    /// <param name="now">The time.</param>
    /// <exception cref="InvalidOperationException">Nothing was chosen.</exception>
    public TunedModel ToTunedModel(DateTimeOffset now)
    {
        var chosen = Chosen ?? throw new InvalidOperationException("Nothing was chosen.");
        return new TunedModel
        {
            Machine = Machine,
            Identity = Identity,
            Model = Model,
            Adapter = Adapter,
            Tuning = chosen,
            Loss = Layouts.First(l => l.Layout == chosen.Layout).Loss,
            RequestMs = Tunings.First(t => t.Tuning == chosen).MedianMs,
            UntunedMs = Tunings.First(t => t.Tuning == Untuned).MedianMs,
            MeasuredAt = now,
        };
    }
}
