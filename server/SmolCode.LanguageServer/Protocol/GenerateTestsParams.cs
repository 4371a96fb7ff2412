using System.Collections.Immutable;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>smolcode/generateTests</c>.</summary>
/// <param name="TextDocument">The document.</param>
/// <param name="Range">The cursor, or a selection.</param>
/// <param name="TestProject">Path or name of the test project; null: the one that references the code.</param>
/// <param name="Allow">Calls that reach outside of the process and may be made all the same, e.g. File.Delete.</param>
internal sealed record GenerateTestsParams(
    TextDocumentIdentifier TextDocument,
    Range Range,
    string? TestProject = null,
    ImmutableArray<string>? Allow = null
);
