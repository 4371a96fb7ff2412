namespace SmolCode.LanguageServer.Protocol;

/// <summary>A section of the settings.</summary>
/// <param name="Section">Its name.</param>
internal sealed record ConfigurationItem(string Section);
