using System.Collections.Immutable;
using SmolCode.Inference.Remote;

namespace SmolCode.LanguageServer.Models;

/// <summary>The models, and which is used.</summary>
/// <param name="Models">Those that are here first, then those that can be downloaded.</param>
/// <param name="Folder">Where the user's own models are.</param>
/// <param name="WorkspaceChoice">The folder by which this workspace has a choice of its own; null: it has none.</param>
/// <param name="EnvironmentTeamServer">The team's server that the environment names, before which settings don't count; null: none.</param>
/// <param name="HasTeamServerKey">The environment had a key for a team's server.</param>
public sealed record ModelCatalogState(
    ImmutableArray<CatalogModel> Models,
    string Folder,
    string? WorkspaceChoice,
    TeamServerChoice? EnvironmentTeamServer,
    bool HasTeamServerKey
);
