namespace SmolCode.Explanation;

/// <summary>How an explanation is made.</summary>
public sealed record ExplanationOptions
{
    /// <summary>The model words the summary; otherwise all is said by templates.</summary>
    public bool UseModel { get; init; } = true;

    /// <summary>How long callers are looked for. Zero: not at all.</summary>
    public TimeSpan CallerLimit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the model may take, its start not counted.</summary>
    public TimeSpan ModelLimit { get; init; } = TimeSpan.FromSeconds(20);
}
