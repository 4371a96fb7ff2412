namespace SmolCode.VisualStudio;

/// <summary>Identities that Visual Studio knows this extension by. The command table and the registration say the same; tests compare.</summary>
internal static class PackageGuids
{
    /// <summary>The package.</summary>
    public const string Package = "8f6f4a5e-6a0e-4a57-9d0b-6f3c2a7d1c01";

    /// <summary>The commands.</summary>
    public const string CommandSet = "8f6f4a5e-6a0e-4a57-9d0b-6f3c2a7d1c02";

    /// <summary>The context in which a C# editor is active.</summary>
    public const string CSharpEditor = "8f6f4a5e-6a0e-4a57-9d0b-6f3c2a7d1c03";

    /// <summary>The window of an explanation.</summary>
    public const string ExplanationWindow = "8f6f4a5e-6a0e-4a57-9d0b-6f3c2a7d1c04";

    /// <summary>The window of generated tests.</summary>
    public const string GeneratedTestsWindow = "8f6f4a5e-6a0e-4a57-9d0b-6f3c2a7d1c05";

    /// <summary>The options page.</summary>
    public const string SettingsOptionsPage = "8f6f4a5e-6a0e-4a57-9d0b-6f3c2a7d1c06";

    /// <summary>The pane of the output.</summary>
    public const string OutputPane = "8f6f4a5e-6a0e-4a57-9d0b-6f3c2a7d1c07";
}
