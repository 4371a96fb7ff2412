using System.Collections.Immutable;

namespace SmolCode.Testing.Rendering;

/// <summary>Fields of a test class that are made anew before each test.</summary>
/// <param name="Fields">Type, name and what it is made with; a field may need those before it.</param>
internal sealed record Fixture(ImmutableArray<(string Type, string Name, string Value)> Fields);
