namespace SmolCode.Explanation;

/// <summary>The parts of an explanation, in their order.</summary>
public enum ExplanationSection
{
    /// <summary>What it is, in one sentence, and what has to be known before all else.</summary>
    Summary,

    /// <summary>What it does, in order; of a type, its members.</summary>
    Steps,

    /// <summary>What it takes, reads, calls, and who uses it.</summary>
    ReliesOn,

    /// <summary>What may go wrong or cost.</summary>
    Watch,
}
