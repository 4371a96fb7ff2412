using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace SmolCode.Testing;

/// <summary>How the tests of a project are run by the SDK: test projects are of several kinds, and no single command runs them all.</summary>
/// <param name="Arguments">Arguments of <c>dotnet</c>.</param>
/// <param name="Folder">Absolute path of the folder to run it in.</param>
public sealed partial record TestRunCommand(ImmutableArray<string> Arguments, string Folder)
{
    /// <summary>The command for a project; with a class only for its tests, each of which is then listed.</summary>
    /// <param name="project">Absolute path of the project file, which need not be there yet.</param>
    /// <param name="content">What the project file says.</param>
    /// <param name="className">Full name of a test class; null means all tests.</param>
    public static TestRunCommand For(string project, string content, string? className = null)
    {
        var folder = Path.GetDirectoryName(project)!;
        var isXunit = content.Contains("xunit.v3", StringComparison.OrdinalIgnoreCase);
        if (isXunit || RunsItself().IsMatch(content))
        {
            // Such projects are programs; dotnet test serves them only with a setting in global.json. A program is run for one framework.
            var frameworks = TargetFrameworks().Match(content);
            string[] framework = frameworks.Success ? ["--framework", frameworks.Groups[1].Value] : [];
            string[] only =
                className is null ? []
                : !isXunit ? ["--", "--filter", $"FullyQualifiedName~{className}.", "--output", "Detailed"]
                : content.Contains("<UseMicrosoftTestingPlatformRunner>true", StringComparison.OrdinalIgnoreCase)
                    ? ["--", "--filter-class", className, "--output", "Detailed"]
                : ["--", "-class", className, "-reporter", "verbose"];
            return new TestRunCommand(["run", "--project", project, .. framework, .. only], folder);
        }

        string[] filter = className is null ? [] : ["--filter", $"FullyQualifiedName~{className}."];
        return UsesTestingPlatform(folder)
            ? new TestRunCommand(["test", "--project", project, .. filter], folder)
            : new TestRunCommand(
                ["test", project, .. filter, .. className is null ? [] : (string[])["--logger", "console;verbosity=normal"]],
                folder
            );
    }

    // The nearest global.json counts for dotnet test, whatever else is above it.
    private static bool UsesTestingPlatform(string folder)
    {
        for (var above = new DirectoryInfo(folder); above is not null; above = above.Parent)
        {
            var file = Path.Combine(above.FullName, "global.json");
            if (File.Exists(file))
            {
                return File.ReadAllText(file).Contains("\"Microsoft.Testing.Platform\"", StringComparison.Ordinal);
            }
        }

        return false;
    }

    [GeneratedRegex(@"MSTest\.Sdk|TUnit|<Enable(MSTest|NUnit)Runner>true", RegexOptions.IgnoreCase)]
    private static partial Regex RunsItself();

    [GeneratedRegex("<TargetFrameworks>\\s*([^;<\\s]+)")]
    private static partial Regex TargetFrameworks();
}
