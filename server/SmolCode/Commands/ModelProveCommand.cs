using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.Evaluation;
using SmolCode.Evaluation.Proof;
using SmolCode.Inference;
using SmolCode.Output;

namespace SmolCode.Commands;

/// <summary><c>smolcode model prove</c>: whether an adapter completes a workspace better than another one.</summary>
internal static class ModelProveCommand
{
    private const int DefaultHoles = 120;

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "The adapter, by name or path.", HelpName = "NAME" };
        var workspace = new Option<string[]>("--workspace")
        {
            Description = "Solutions, projects or folders to complete in. Without it those of the adapter's last proof.",
            HelpName = "PATH",
            AllowMultipleArgumentsPerToken = true,
        };
        var heldOut = new Option<string[]>("--held-out")
        {
            Description =
                "Folders that the adapter was not trained on, relative to the workspace: each with its own files, not with those below it. Without it those of the adapter's last proof.",
            HelpName = "FOLDER",
            AllowMultipleArgumentsPerToken = true,
        };
        var against = new Option<string>("--against")
        {
            Description = "The adapter to compare with, by name or path; 'none' for the model as it is.",
            HelpName = "ADAPTER",
            DefaultValueFactory = _ => ModelStore.DefaultAdapter,
        };
        var holes = new Option<int>("--holes")
        {
            Description = $"Holes to complete, each with both adapters. {ProofReport.LeastHoles} are needed to win.",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultHoles,
            CustomParser = result =>
            {
                if (
                    int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                    && value is > 0 and <= 10_000
                )
                {
                    return value;
                }

                result.AddError("--holes takes a whole number from 1 to 10000.");
                return DefaultHoles;
            },
        };
        var trust = CommonOptions.Trust();
        var json = CommonOptions.Json();
        var command = new Command(
            "prove",
            "Complete the same holes with two adapters and keep the report beside the first. The holes are in folders that it was not trained on.\n\nExample: smolcode model prove Shop-learned"
        )
        {
            name,
            workspace,
            heldOut,
            against,
            holes,
            trust,
            json,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var store = new ModelStore(UserFolders.ForThisUser(), NullLogger<ModelStore>.Instance);
                var adapter = store.Find(parsed.GetRequiredValue(name));
                if (!adapter.IsAdapter)
                {
                    throw new CommandFailedException($"{adapter.Name} is a model, not an adapter: nothing to prove.");
                }

                var known = await ProofFile.ReadAsync(adapter.Path, cancellationToken);
                var paths = Given(parsed.GetValue(workspace), known?.Workspace.Split(Path.PathSeparator), "--workspace", adapter);
                var folders = Given(parsed.GetValue(heldOut), known?.HeldOutFolders, "--held-out", adapter);
                var compared = parsed.GetRequiredValue(against);
                ProofReport report;
                try
                {
                    report = await new AdapterProver(new Terminal())
                    {
                        Trust = parsed.GetValue(trust),
                        MayAsk = !parsed.GetValue(json),
                        Holes = parsed.GetValue(holes),
                    }.ProveAsync(
                        paths,
                        HeldOutFiles(paths, folders),
                        folders,
                        new ModelChoice(ModelStore.DefaultModel, compared == "none" ? null : compared),
                        new ModelChoice(ModelStore.DefaultModel, adapter.Path),
                        cancellationToken
                    );
                }
                catch (EvaluationException exception)
                {
                    throw new CommandFailedException(exception.Message);
                }

                if (!adapter.IsBundled)
                {
                    await ProofFile.WriteAsync(adapter.Path, report, cancellationToken);
                }

                Console.Out.WriteLine(
                    parsed.GetValue(json) ? JsonSerializer.Serialize(report, OutputJson.Readable.ProofReport) : $"{adapter.Name}: {report}"
                );
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static IReadOnlyList<string> Given(string[]? given, IReadOnlyList<string>? known, string option, StoredModel adapter) =>
        given is { Length: > 0 } ? given
        : known is { Count: > 0 } ? known
        : throw new CommandFailedException($"{adapter.Name} has no proof yet that would tell where: {option} is needed.");

    private static List<string> HeldOutFiles(IReadOnlyList<string> paths, IReadOnlyList<string> folders)
    {
        var files = new List<string>();
        foreach (var root in paths.Select(WorkspaceModels.FolderOf))
        {
            foreach (var folder in folders)
            {
                // A folder or, where all files lie in one, a file.
                var full = Path.GetFullPath(Path.Combine(root, folder));
                if (Directory.Exists(full))
                {
                    files.AddRange(Directory.EnumerateFiles(full, "*.cs"));
                }
                else if (File.Exists(full))
                {
                    files.Add(full);
                }
            }
        }

        return files.Count > 0
            ? [.. files.Distinct(StringComparer.Ordinal)]
            : throw new CommandFailedException(
                $"There is no C# in {string.Join(", ", folders)} below {string.Join(" or ", paths)}. Name folders relative to the workspace with --held-out."
            );
    }
}
