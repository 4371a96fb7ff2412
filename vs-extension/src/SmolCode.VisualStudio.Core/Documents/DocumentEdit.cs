namespace SmolCode.VisualStudio.Documents;

/// <summary>What a workspace edit does to one file.</summary>
/// <param name="Uri">Which.</param>
/// <param name="Version">The version that the edits are for; null: whichever there is.</param>
/// <param name="Creates">The file is created first, unless it is there.</param>
/// <param name="Edits">The changes; none overlaps another.</param>
public sealed record DocumentEdit(string Uri, int? Version, bool Creates, IReadOnlyList<TextEdit> Edits);
