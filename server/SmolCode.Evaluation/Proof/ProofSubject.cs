using System.Collections.Immutable;

namespace SmolCode.Evaluation.Proof;

/// <summary>What is proven.</summary>
/// <param name="Workspace">Absolute path of the workspace.</param>
/// <param name="Base">Name of the adapter that is compared with.</param>
/// <param name="Adapter">Name of the new one.</param>
/// <param name="AdapterSha256">SHA-256 of its file, in hexadecimal.</param>
/// <param name="HeldOutFolders">Folders that nothing was learned from.</param>
/// <param name="At">When, in UTC.</param>
public sealed record ProofSubject(
    string Workspace,
    string Base,
    string Adapter,
    string AdapterSha256,
    ImmutableArray<string> HeldOutFolders,
    DateTimeOffset At
);
