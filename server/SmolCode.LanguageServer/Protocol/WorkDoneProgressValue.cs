namespace SmolCode.LanguageServer.Protocol;

/// <summary>A step of a progress.</summary>
/// <param name="Kind">begin, report or end.</param>
/// <param name="Title">What is going on; with begin.</param>
/// <param name="Message">The step.</param>
/// <param name="Cancellable">The user can stop it; with begin.</param>
internal sealed record WorkDoneProgressValue(string Kind, string? Title = null, string? Message = null, bool? Cancellable = null);
