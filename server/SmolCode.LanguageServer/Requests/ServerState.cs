using System.Collections.Immutable;
using SmolCode.LanguageServer.Configuration;
using SmolCode.LanguageServer.Documents;
using SmolCode.LanguageServer.Protocol;

namespace SmolCode.LanguageServer.Requests;

/// <summary>
/// All that requests are answered from, apart from the project on disk. Immutable: a request keeps the one that stood when it arrived.
/// </summary>
internal sealed record ServerState
{
    /// <summary>Where the server is in its life.</summary>
    public ServerPhase Phase { get; init; }

    /// <summary>What the client can do.</summary>
    public ClientCapabilities Client { get; init; } = new();

    /// <summary>The unit of positions on the wire.</summary>
    public PositionEncoding PositionEncoding { get; init; }

    /// <summary>The settings.</summary>
    public Settings Settings { get; init; } = new();

    /// <summary>The user trusts the workspace.</summary>
    public bool Trusted { get; init; }

    /// <summary>The client wants declarations explained on hover.</summary>
    public bool HoverAsked { get; init; }

    /// <summary>Paths of the folders that are open in the editor, in its order.</summary>
    public ImmutableArray<string> Folders { get; init; } = [];

    /// <summary>The open documents by URI.</summary>
    public ImmutableDictionary<string, OpenDocument> Documents { get; init; } =
        ImmutableDictionary.Create<string, OpenDocument>(StringComparer.Ordinal);

    /// <summary>Where the user edited lately.</summary>
    public RecentEdits RecentEdits { get; init; } = RecentEdits.None;
}
