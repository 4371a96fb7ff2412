namespace SmolCode.Output;

/// <summary>The JSON document of <c>eval --make-holes --json</c>.</summary>
internal sealed record HolesDocument(string Out, int Holes, IReadOnlyDictionary<string, int> ByKind);
