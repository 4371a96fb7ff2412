namespace SmolCode.Inference;

/// <summary>Where a user's models and what is made of them live: the platform's own places, never a workspace.</summary>
public sealed record UserFolders
{
    /// <summary>Names the folder of everything that can be made again; overrides <see cref="Cache"/>.</summary>
    public const string CacheVariable = "SMOLCODE_CACHE_DIR";

    /// <summary>Names the folder of the user's own models; overrides <see cref="Models"/>.</summary>
    public const string ModelVariable = "SMOLCODE_MODEL_DIR";

    /// <summary>What can be made again: repacked weights, notes on verified files.</summary>
    public required string Cache { get; init; }

    /// <summary>Models that the user downloaded or put there.</summary>
    public required string Models { get; init; }

    /// <summary>Models that came with the program.</summary>
    public required string Bundled { get; init; }

    /// <summary>The folders of this user on this platform (XDG base directories, LocalAppData, Library), overridden by the environment.</summary>
    public static UserFolders ForThisUser()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string cache,
            data;
        if (OperatingSystem.IsWindows())
        {
            var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
            cache = Path.Combine(local, "smolcode", "cache");
            data = Path.Combine(local, "smolcode", "models");
        }
        else if (OperatingSystem.IsMacOS())
        {
            cache = Path.Combine(home, "Library", "Caches", "smolcode");
            data = Path.Combine(home, "Library", "Application Support", "smolcode", "models");
        }
        else
        {
            cache = Path.Combine(Variable("XDG_CACHE_HOME") ?? Path.Combine(home, ".cache"), "smolcode");
            data = Path.Combine(Variable("XDG_DATA_HOME") ?? Path.Combine(home, ".local", "share"), "smolcode", "models");
        }

        return new UserFolders
        {
            Cache = Variable(CacheVariable) ?? cache,
            Models = Variable(ModelVariable) ?? data,
            Bundled = Path.Combine(AppContext.BaseDirectory, "models"),
        };
    }

    // The XDG specification has relative paths ignored.
    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value && Path.IsPathRooted(value) ? value : null;
}
