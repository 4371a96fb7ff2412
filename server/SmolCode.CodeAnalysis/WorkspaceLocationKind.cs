namespace SmolCode.CodeAnalysis;

/// <summary>What a <see cref="WorkspaceLocation"/> points at.</summary>
public enum WorkspaceLocationKind
{
    /// <summary>A .sln or .slnx file.</summary>
    Solution,

    /// <summary>A .csproj file.</summary>
    Project,

    /// <summary>A folder of C# files.</summary>
    Folder,

    /// <summary>One file that stands alone.</summary>
    File,
}
