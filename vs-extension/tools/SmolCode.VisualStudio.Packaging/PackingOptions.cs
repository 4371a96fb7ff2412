namespace SmolCode.VisualStudio.Packaging;

/// <summary>What is packed.</summary>
/// <param name="ExtensionFolder">The output of the extension's build.</param>
/// <param name="OutputPath">The file to write.</param>
/// <param name="SchemasFolder">The schemas of Microsoft.VSSDK.BuildTools.</param>
/// <param name="ServerFolder">A published server to put inside; null: none.</param>
/// <param name="Architecture">The one architecture that it is for; null: all that the manifest names.</param>
/// <param name="RequireMenus">Refuse an extension without its command table, which only a build on Windows makes.</param>
internal sealed record PackingOptions(
    string ExtensionFolder,
    string OutputPath,
    string SchemasFolder,
    string? ServerFolder = null,
    string? Architecture = null,
    bool RequireMenus = false
);
