namespace SmolCode.LanguageServer.Background;

/// <summary>What became of suggestions since the server started.</summary>
/// <param name="Offered">Sent to the client.</param>
/// <param name="Shown">Shown by it.</param>
/// <param name="Accepted">Taken by the user, whole or in part.</param>
/// <param name="Rejected">Refused or typed over.</param>
/// <param name="AcceptedCharacters">UTF-16 units that were taken.</param>
internal sealed record SuggestionCounts(long Offered, long Shown, long Accepted, long Rejected, long AcceptedCharacters);
