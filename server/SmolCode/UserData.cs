namespace SmolCode;

/// <summary>Where the command line keeps what it remembers of its user: the platform's own place, never a workspace.</summary>
internal static class UserData
{
    /// <summary>Names the folder; overrides the platform's.</summary>
    public const string Variable = "SMOLCODE_DATA_DIR";

    /// <summary>The log of suggestions that the language server writes (docs/stats.md).</summary>
    public static string SuggestionLog => Path.Combine(Folder, "suggestions.db");

    /// <summary>What <c>model tune</c> measured.</summary>
    public static string TunedModels => Path.Combine(Folder, "tuned-models.json");

    /// <summary>What models are worth here, for comparison.</summary>
    public static string MeasuredModels => Path.Combine(Folder, "measured-models.json");

    /// <summary>Checkpoints of <c>learn</c>, a folder for each name.</summary>
    public static string Training => Path.Combine(Folder, "training");

    /// <summary>There while <c>learn</c> wants to know when somebody types.</summary>
    public static string TypingMark => Path.Combine(Training, "typing");

    /// <summary>XDG_DATA_HOME, LocalAppData or Application Support.</summary>
    public static string Folder
    {
        get
        {
            if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named && Path.IsPathRooted(named))
            {
                return named;
            }

            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            if (OperatingSystem.IsWindows())
            {
                return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "smolcode");
            }

            if (OperatingSystem.IsMacOS())
            {
                return Path.Combine(home, "Library", "Application Support", "smolcode");
            }

            var data = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
            return Path.Combine(
                data is { Length: > 0 } && Path.IsPathRooted(data) ? data : Path.Combine(home, ".local", "share"),
                "smolcode"
            );
        }
    }
}
