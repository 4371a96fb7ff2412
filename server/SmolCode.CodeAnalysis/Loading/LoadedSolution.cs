using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SmolCode.CodeAnalysis.Loading;

/// <summary>What a load yielded.</summary>
/// <param name="Solution">The documents.</param>
/// <param name="Depth">How much is known about most of them.</param>
/// <param name="LooseProjects">Projects whose references aren't the real ones.</param>
/// <param name="Problem">For the user, when less was loaded than asked for.</param>
internal sealed record LoadedSolution(Solution Solution, AnalysisDepth Depth, ImmutableHashSet<ProjectId> LooseProjects, string? Problem);
