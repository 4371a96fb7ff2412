namespace SmolCode.CodeAnalysis;

/// <summary>A symbol, as much as prompts and ranking need of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Method, Property, Field, Event, Local, Parameter, NamedType …</param>
/// <param name="Type">Its type or return type, minimally qualified; null where there is none.</param>
/// <param name="Signature">One line of C# that declares it, minimally qualified.</param>
public sealed record SymbolFact(string Name, string Kind, string? Type, string Signature);
