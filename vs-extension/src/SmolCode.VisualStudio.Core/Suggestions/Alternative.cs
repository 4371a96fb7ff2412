namespace SmolCode.VisualStudio.Suggestions;

/// <summary>One of the suggestions for a place.</summary>
/// <param name="Id">The server's id.</param>
/// <param name="Rest">What it has beyond the cursor.</param>
internal sealed record Alternative(string Id, string Rest);
