using Newtonsoft.Json;

namespace SmolCode.VisualStudio.Configuration;

/// <summary>Every setting: the server's, and those of this client itself.</summary>
public static class SettingsSchema
{
    /// <summary>Name of the setting that says where the server is.</summary>
    public const string ServerPath = "server.path";

    /// <summary>The server's settings. The file is made from the server's schema, and a test compares both.</summary>
    public static IReadOnlyList<SettingDescription> Server { get; } = Read();

    /// <summary>All settings, in the order in which they are shown.</summary>
    public static IReadOnlyList<SettingDescription> All { get; } =
    [
        .. Server,
        new(
            ServerPath,
            "string",
            "",
            "Absolute path of the server: an executable, a smolcode.dll, or the folder of one. Empty: the one that came with the extension, or the .NET tool smolcode."
        ),
    ];

    private static List<SettingDescription> Read()
    {
        using var stream = typeof(SettingsSchema).Assembly.GetManifestResourceStream("settings.json")!;
        using var reader = new JsonTextReader(new StreamReader(stream));
        return JsonSerializer.CreateDefault().Deserialize<List<SettingDescription>>(reader)!;
    }
}
