namespace SmolCode.VisualStudio.Client;

/// <summary>What a user can ask for.</summary>
public enum ClientCommand
{
    /// <summary>Explains what is selected.</summary>
    ExplainSelection,

    /// <summary>Generates tests for what is selected.</summary>
    GenerateTests,

    /// <summary>Pauses until Visual Studio is closed.</summary>
    PauseSession,

    /// <summary>Pauses in every C# file.</summary>
    PauseLanguage,

    /// <summary>Pauses in this file.</summary>
    PauseFile,

    /// <summary>Ends the pauses.</summary>
    Resume,

    /// <summary>Starts the server anew.</summary>
    RestartServer,

    /// <summary>Has the server load the workspace anew.</summary>
    ReloadWorkspace,

    /// <summary>Shows the status in full.</summary>
    ShowStatus,

    /// <summary>Shows the output.</summary>
    ShowOutput,

    /// <summary>Shows the settings.</summary>
    ShowSettings,
}
