using System.Collections.Immutable;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>client/registerCapability</c>.</summary>
/// <param name="Registrations">What is registered.</param>
internal sealed record RegistrationParams(ImmutableArray<Registration> Registrations);
