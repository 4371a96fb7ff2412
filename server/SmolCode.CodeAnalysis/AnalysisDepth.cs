namespace SmolCode.CodeAnalysis;

/// <summary>How much is known about the project around a document.</summary>
public enum AnalysisDepth
{
    /// <summary>The file alone, with the framework's reference assemblies.</summary>
    File,

    /// <summary>All C# files of the folder in one loose compilation; nothing of the project was run (untrusted, or it failed to load).</summary>
    Folder,

    /// <summary>The project as MSBuild describes it.</summary>
    Project,
}
