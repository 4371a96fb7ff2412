namespace SmolCode.LanguageServer.Protocol;

/// <summary>Answer of <c>smolcode/eraseLog</c>.</summary>
/// <param name="Rows">Rows that were erased; null where they could not be counted (the file was damaged and is deleted).</param>
internal sealed record EraseLogResult(long? Rows);
