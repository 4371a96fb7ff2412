namespace SmolCode.LanguageServer.Documents;

/// <summary>The unit that <see cref="Protocol.Position.Character"/> is counted in.</summary>
internal enum PositionEncoding
{
    /// <summary>UTF-16 code units, LSP's default.</summary>
    Utf16,

    /// <summary>Bytes of UTF-8.</summary>
    Utf8,
}
