using System.Collections.Immutable;

namespace SmolCode.LanguageServer.Configuration;

/// <summary>A setting, as documentation and editors' settings pages need it.</summary>
/// <param name="Name">Its name below <c>smolcode.</c>.</param>
/// <param name="Type">Its JSON Schema type: boolean, integer or string.</param>
/// <param name="Default">Its default, as JSON.</param>
/// <param name="Description">What it does.</param>
public sealed record SettingDescription(string Name, string Type, string Default, string Description)
{
    /// <summary>Smallest value of an integer.</summary>
    public int? Minimum { get; init; }

    /// <summary>Largest value of an integer.</summary>
    public int? Maximum { get; init; }

    /// <summary>
    /// It is taken from the user's own settings only, never from a workspace's (VS Code's scope <c>machine</c>): who opens a folder must not
    /// thereby send code elsewhere.
    /// </summary>
    public bool IsUserOnly { get; init; }

    /// <summary>The values of a string that are allowed; empty: any.</summary>
    public ImmutableArray<string> Values { get; init; } = [];
}
