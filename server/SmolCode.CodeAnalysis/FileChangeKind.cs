namespace SmolCode.CodeAnalysis;

/// <summary>What happened to a file on disk.</summary>
public enum FileChangeKind
{
    /// <summary>It is new.</summary>
    Created,

    /// <summary>Its content is different.</summary>
    Changed,

    /// <summary>It is gone.</summary>
    Deleted,
}
