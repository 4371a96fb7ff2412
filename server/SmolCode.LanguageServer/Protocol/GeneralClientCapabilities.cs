using System.Collections.Immutable;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>General capabilities of a client.</summary>
/// <param name="PositionEncodings">Position encodings it understands, the one it likes best first.</param>
internal sealed record GeneralClientCapabilities(ImmutableArray<string>? PositionEncodings = null);
