namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>window/showMessage</c> and <c>window/logMessage</c>.</summary>
/// <param name="Type">How grave it is.</param>
/// <param name="Message">The text.</param>
internal sealed record MessageParams(MessageType Type, string Message);
