using System.Collections.Immutable;

namespace SmolCode.Training;

/// <summary>Files that nothing is learned from.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Count">Files, or folders with <see cref="LeftOutReason.Folder"/>.</param>
/// <param name="Examples">Up to five paths, relative to their root.</param>
public sealed record LeftOutFiles(LeftOutReason Reason, int Count, ImmutableArray<string> Examples);
