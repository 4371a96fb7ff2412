namespace SmolCode.LanguageServer.Protocol;

/// <summary>Methods of docs/lsp-extensions.md that clients may ask for.</summary>
/// <param name="GenerateTests">smolcode/generateTests</param>
internal sealed record SmolCodeCapabilities(bool GenerateTests);
