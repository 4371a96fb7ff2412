using System.Text.Json;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of the requests about one model.</summary>
/// <param name="Name">Its name, or a path.</param>
/// <param name="Adapter">The adapter to merge in, by name or path; "none": without; null: the one that belongs to it.</param>
/// <param name="PartialResultToken">Progress is sent under it; null: none is.</param>
/// <param name="OnlyPartial">Of a removal: what has arrived of a download alone; a whole model stays.</param>
internal sealed record ModelParams(string Name, string? Adapter = null, JsonElement? PartialResultToken = null, bool OnlyPartial = false);
