namespace SmolCode.VisualStudio.Documents;

/// <summary>A document that the editor has open.</summary>
/// <param name="Uri">Its URI.</param>
/// <param name="Version">Counts up from 1 with each change, for as long as it is open.</param>
/// <param name="Text">Reads the text of this version: only when a server is told of it.</param>
/// <param name="Views">How often it is open.</param>
public sealed record OpenDocument(string Uri, int Version, Func<string> Text, int Views);
