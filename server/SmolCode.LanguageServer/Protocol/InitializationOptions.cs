using System.Text.Json;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>SmolCode's own part of <c>initialize</c>.</summary>
/// <param name="Trusted">The user trusts the workspace: its projects' MSBuild logic may run.</param>
/// <param name="Settings">Settings to start with, the content of <c>smolcode.*</c>.</param>
/// <param name="Hover">Declarations are explained on hover.</param>
internal sealed record InitializationOptions(bool Trusted = false, JsonElement? Settings = null, bool Hover = false);
