namespace SmolCode.LanguageServer.Protocol;

/// <summary>How workspace folders are handled.</summary>
/// <param name="Supported">They are known.</param>
/// <param name="ChangeNotifications">Changes are wanted.</param>
internal sealed record WorkspaceFoldersServerCapabilities(bool Supported, bool ChangeNotifications);
