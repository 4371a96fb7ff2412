namespace SmolCode.Output;

/// <summary>The JSON document of <c>doctor --json</c>.</summary>
internal sealed record DoctorDocument(bool Healthy, IReadOnlyList<DoctorDocument.Finding> Findings)
{
    /// <summary>One thing that was looked at. State: ok, warning or error.</summary>
    internal sealed record Finding(string Area, string Name, string Value, string State, string? Advice);
}
