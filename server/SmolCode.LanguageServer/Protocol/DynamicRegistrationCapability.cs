namespace SmolCode.LanguageServer.Protocol;

/// <summary>A capability that may be registered after <c>initialize</c>.</summary>
/// <param name="DynamicRegistration">It may.</param>
internal sealed record DynamicRegistrationCapability(bool DynamicRegistration = false);
