using System.Collections.Immutable;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Answer of <c>smolcode/models</c> and of the requests that change something of it.</summary>
/// <param name="Models">Those that are here first, then those that can be downloaded.</param>
/// <param name="Folder">Where the user's own models are.</param>
/// <param name="TeamServer">The team's server that is named.</param>
/// <param name="WorkspaceChoice">The folder by which this workspace has a choice of its own; null: it has none.</param>
internal sealed record ModelsResult(
    ImmutableArray<ModelsResult.Entry> Models,
    string Folder,
    ModelsResult.NamedTeamServer TeamServer,
    string? WorkspaceChoice = null
)
{
    /// <summary>A model.</summary>
    /// <param name="Name">What requests name it by.</param>
    /// <param name="Place">bundled, here, elsewhere (a file that is used by its path) or available (to download).</param>
    /// <param name="ArrivedBytes">What has arrived of a download that is not whole.</param>
    /// <param name="Used">It is chosen.</param>
    /// <param name="Adapter">The adapter that is merged into it; null: none.</param>
    /// <param name="Bytes">Size; null: not known.</param>
    /// <param name="Layout">Layout of the weights as stored; null: not known.</param>
    /// <param name="License">SPDX identifier; null: not known.</param>
    /// <param name="Problem">What is wrong with it; null: nothing.</param>
    /// <param name="Measured">What it is worth here; null: not measured.</param>
    internal sealed record Entry(
        string Name,
        string Place,
        long ArrivedBytes,
        bool Used,
        string? Adapter = null,
        long? Bytes = null,
        string? Layout = null,
        string? License = null,
        string? Problem = null,
        Figures? Measured = null
    );

    /// <summary>What was measured of a model on this machine; docs/lsp-extensions.md says what each is.</summary>
    internal sealed record Figures(
        double FirstAnswerMs,
        double NextAnswerMs,
        double PrefillTokensPerSecond,
        double DecodeTokensPerSecond,
        double BitsPerCharacter,
        int Threads,
        string Layout,
        double Spread,
        DateTimeOffset MeasuredAt,
        long? ResidentBytes = null
    );

    /// <summary>The team's server.</summary>
    /// <param name="Url">Address; empty: none.</param>
    /// <param name="Model">Model that is asked for; empty: its only one.</param>
    /// <param name="Format">Layout of prompts.</param>
    /// <param name="FromEnvironment">The environment names it, so that settings don't count.</param>
    /// <param name="HasKey">The environment had a key for it.</param>
    internal sealed record NamedTeamServer(string Url, string Model, string Format, bool FromEnvironment, bool HasKey);
}
