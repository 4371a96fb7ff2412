using System.Collections.Immutable;

namespace SmolCode.Training;

/// <summary>The C# of a workspace, cleaned and parted; see <see cref="CorpusReader"/>.</summary>
/// <param name="Training">What is learned from, in the order of paths.</param>
/// <param name="HeldOut">Whole folders that no row is made of: the proof's holes are punched there.</param>
/// <param name="Report">What was read and what was left out.</param>
public sealed record CodeCorpus(ImmutableArray<TrainingFile> Training, ImmutableArray<TrainingFile> HeldOut, CorpusReport Report);
