namespace SmolCode.CodeAnalysis;

/// <summary>What a workspace is able to do at the moment.</summary>
/// <param name="State">Where it is in its life.</param>
/// <param name="Depth">How much is known about most documents.</param>
/// <param name="Message">For the user: why it is degraded and what to do next; null when there is nothing to say.</param>
/// <param name="Projects">Projects that are loaded.</param>
/// <param name="Documents">Documents in them.</param>
public sealed record WorkspaceStatus(WorkspaceState State, AnalysisDepth Depth, string? Message, int Projects, int Documents);
