using System.CommandLine;
using SmolCode.Completion;

namespace SmolCode.Commands;

/// <summary>Options that several commands share; each call makes a new option, as a command owns its own.</summary>
internal static class CommonOptions
{
    /// <summary>--json</summary>
    public static Option<bool> Json() => new("--json") { Description = "Put one JSON document on stdout and nothing else there." };

    /// <summary>--workspace PATH</summary>
    public static Option<string?> Workspace() =>
        new("--workspace")
        {
            Description = "A .sln, .slnx, .csproj or folder. Without it the nearest one above the file.",
            HelpName = "PATH",
        };

    /// <summary>--trust</summary>
    public static Option<bool> Trust() =>
        new("--trust")
        {
            Description = "Let the project's MSBuild logic run, now and from now on. Without trust files are parsed loosely.",
        };

    /// <summary>--verbose</summary>
    public static Option<bool> Verbose() => new("--verbose") { Description = "Write a log to stderr." };

    /// <summary>--policy POLICY</summary>
    public static Option<string> Policy() =>
        new("--policy")
        {
            Description =
                $"full, raw (the bundled weights alone on the text before the cursor), or parts to switch off, separated by commas: {string.Join(", ", CompletionPolicy.SwitchNames)}.",
            HelpName = "POLICY",
            DefaultValueFactory = _ => "full",
        };

    /// <summary>--eagerness quiet|balanced|eager</summary>
    public static Option<Eagerness> Eagerness(Eagerness byDefault)
    {
        var option = new Option<Eagerness>("--eagerness")
        {
            Description =
                $"How sure a candidate has to be to be shown: quiet, balanced or eager. Default: {byDefault.ToString().ToLowerInvariant()}.",
            HelpName = "EAGERNESS",
            DefaultValueFactory = _ => byDefault,
            CustomParser = result =>
            {
                if (Enum.TryParse<Eagerness>(result.Tokens[0].Value, ignoreCase: true, out var value) && Enum.IsDefined(value))
                {
                    return value;
                }

                result.AddError($"--eagerness is quiet, balanced or eager, not '{result.Tokens[0].Value}'.");
                return byDefault;
            },
        };
        return option;
    }
}
