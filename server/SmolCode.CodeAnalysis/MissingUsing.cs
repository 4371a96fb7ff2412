namespace SmolCode.CodeAnalysis;

/// <summary>A <c>using</c> directive that a candidate needs and the file lacks.</summary>
/// <param name="Namespace">The namespace, as it is written in C#.</param>
/// <param name="Name">The type or extension method of the candidate that it is for.</param>
public sealed record MissingUsing(string Namespace, string Name);
