using SmolCode.Inference.Remote;

namespace SmolCode;

/// <summary>
/// The key of a team's server: from the environment, and from nowhere else. It is taken out of it at the start, so that no program that is
/// started from here (the engine, a project's build logic, code under test) is handed it.
/// </summary>
internal static class TeamServerKey
{
    /// <summary>The key, or null.</summary>
    public static string? Value { get; private set; }

    /// <summary>Takes the key.</summary>
    public static void Take()
    {
        Value = Environment.GetEnvironmentVariable(TeamServerOptions.KeyVariable);
        Environment.SetEnvironmentVariable(TeamServerOptions.KeyVariable, null);
    }
}
