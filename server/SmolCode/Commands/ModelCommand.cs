using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.Evaluation.Proof;
using SmolCode.Inference;
using SmolCode.Inference.Downloads;
using SmolCode.Inference.Tuning;
using SmolCode.Learning;
using SmolCode.Output;
using Spectre.Console;

namespace SmolCode.Commands;

/// <summary>
/// <c>smolcode model list|pull|verify|use|remove</c>, <see cref="ModelTuneCommand"/> and <see cref="ModelProveCommand"/>: the models on this
/// machine.
/// </summary>
internal static class ModelCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create() =>
        new("model", "The models on this machine.\n\nExample: smolcode model pull SmolLM2-360M-Instruct")
        {
            CreateList(),
            CreatePull(),
            CreateVerify(),
            CreateUse(),
            ModelTuneCommand.Create(),
            ModelProveCommand.Create(),
            CreateRemove(),
        };

    private static Command CreateList()
    {
        var json = CommonOptions.Json();
        var command = new Command("list", "Models and adapters that are here.\n\nExample: smolcode model list") { json };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var models = new List<ModelListDocument.Entry>();
                foreach (var model in Store().List())
                {
                    models.Add(
                        Entry(model, verified: null, model.Problem) with
                        {
                            Proof = model.IsAdapter ? await ProofFile.ReadAsync(model.Path, cancellationToken) : null,
                        }
                    );
                }

                var general = ModelChoice.Read(UserData.Folder);
                Write(
                    new ModelListDocument(
                        models,
                        [
                            new ModelListDocument.Use(null, general.Model, general.Adapter),
                            .. new WorkspaceModels(UserData.Folder)
                                .Read()
                                .Select(w => new ModelListDocument.Use(w.Key, w.Value.Model, w.Value.Adapter)),
                        ],
                        new TunedModels(UserData.TunedModels).Read(),
                        [.. models.Where(m => m.Kind == "adapter").Select(m => LearnedAdapter.Beside(m.File)).OfType<LearnedAdapter>()]
                    ),
                    parsed.GetValue(json)
                );
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static Command CreateVerify()
    {
        var name = new Argument<string?>("name")
        {
            Description = "A model by name or path; all of them without.",
            HelpName = "NAME",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = CommonOptions.Json();
        var command = new Command("verify", "Compare models with their checksums.\n\nExample: smolcode model verify SmolLM2-135M-Instruct")
        {
            name,
            json,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var store = Store();
                var models = parsed.GetValue(name) is { } wanted ? [store.Find(wanted)] : store.List();
                if (models.Count == 0)
                {
                    throw new CommandFailedException(
                        "There is no model here. Reinstall SmolCode, or put a .gguf file into the model folder."
                    );
                }

                var entries = new List<ModelListDocument.Entry>();
                foreach (var model in models)
                {
                    var verification = await store.VerifyAsync(model, cancellationToken);
                    entries.Add(Entry(model, verification.Problem is null && model.Sha256 is not null, verification.Problem));
                }

                Write(new ModelListDocument(entries), parsed.GetValue(json));
                foreach (var problem in entries.Select(e => e.Problem).OfType<string>())
                {
                    Console.Error.WriteLine(problem);
                }

                return entries.All(e => e.Problem is null) ? ExitCode.Done : ExitCode.Failed;
            }
        );
        return command;
    }

    private static Command CreatePull()
    {
        var name = new Argument<string>("name")
        {
            Description = $"{string.Join(" or ", PublishedModel.All.Select(m => m.Name))}.",
            HelpName = "NAME",
        };
        var json = CommonOptions.Json();
        var command = new Command(
            "pull",
            $"Download a model into your model folder. Goes on where an earlier try broke off. {ModelDownloader.EndpointVariable} names a mirror.\n\nExample: smolcode model pull SmolLM2-360M-Instruct"
        )
        {
            name,
            json,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                try
                {
                    var terminal = new Terminal();
                    var model = PublishedModel.Find(parsed.GetValue(name)!);
                    using var downloader = new ModelDownloader(UserFolders.ForThisUser(), NullLogger<ModelDownloader>.Instance);
                    var pulled = await downloader.PullAsync(
                        model,
                        new DownloadNotes(terminal, model.Name),
                        () => terminal.Note("Another process is downloading it; waiting for that."),
                        cancellationToken
                    );
                    if (!pulled.IsCompared)
                    {
                        terminal.Note("Nobody told the file's checksum beforehand: it is recorded as it came.");
                    }

                    terminal.Note(
                        pulled.WasHere
                            ? $"{model.Name} is here already: {pulled.Path}"
                            : $"{model.Name} ({model.License}) is in {pulled.Path}"
                    );
                    var stored = Store().Find(pulled.Path);
                    Write(new ModelListDocument([Entry(stored, verified: true, stored.Problem)]), parsed.GetValue(json));
                    if (!pulled.WasHere)
                    {
                        terminal.Note($"Run 'smolcode model use {stored.Name}' to complete with it.");
                    }

                    return ExitCode.Done;
                }
                catch (ModelDownloadException exception)
                {
                    throw new CommandFailedException(exception.Message);
                }
            }
        );
        return command;
    }

    private static Command CreateUse()
    {
        var name = new Argument<string?>("name")
        {
            Description = "A model by name or path.",
            HelpName = "NAME",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var adapter = new Option<string?>("--adapter")
        {
            Description =
                $"An adapter by name or path, merged in; 'none' for the model as it is. Default: {ModelStore.DefaultAdapter} for the model that it belongs to.",
            HelpName = "NAME",
        };
        var workspace = new Option<string?>("--workspace")
        {
            Description =
                "Only in this .sln, .slnx, .csproj or folder and what lies below it. Kept in your data folder, not in the workspace.",
            HelpName = "PATH",
        };
        var forget = new Option<bool>("--forget") { Description = "With --workspace: it has no choice of its own any more." };
        var command = new Command(
            "use",
            "Complete with another model from now on (servers that run: after their next start).\n\nExample: smolcode model use SmolLM2-360M-Instruct"
        )
        {
            name,
            adapter,
            workspace,
            forget,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(forget))
            {
                if (result.GetValue(workspace) is null || result.GetValue(name) is not null || result.GetValue(adapter) is not null)
                {
                    result.AddError("--forget goes with --workspace PATH and nothing else.");
                }
            }
            else if (result.GetValue(name) is null)
            {
                result.AddError("NAME is needed: the model to use, by name or path (smolcode model list).");
            }
        });
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                string? folder = null;
                if (parsed.GetValue(workspace) is { } path)
                {
                    folder = Path.Exists(path)
                        ? WorkspaceModels.FolderOf(path)
                        : throw new CommandFailedException($"--workspace: there is no {path}.");
                }

                var workspaces = new WorkspaceModels(UserData.Folder);
                if (parsed.GetValue(forget))
                {
                    var had = workspaces.Forget(folder!);
                    Console.Out.WriteLine(
                        $"{folder} {(had ? "has no choice of its own any more" : "had no choice of its own")}: {ModelChoice.For(UserData.Folder, folder)} is used there."
                    );
                    return ExitCode.Done;
                }

                var store = Store();
                var choice = ModelChoice.Of(store, parsed.GetValue(name)!, parsed.GetValue(adapter));
                // Loads nothing, but finds out whether the files are sound and fit each other.
                var prepared = await store.PrepareAsync(choice.Model, choice.Adapter, new NoteProgress(new Terminal()), cancellationToken);
                if (folder is null)
                {
                    choice.Write(UserData.Folder);
                }
                else
                {
                    workspaces.Choose(folder, choice);
                }

                Console.Out.WriteLine(
                    $"{prepared.Name}{(prepared.Adapter is null ? "" : $" with {prepared.Adapter}")} is used {(folder is null ? "" : $"in {folder} ")}from now on; a server that runs takes it up when it is started again."
                );
                foreach (var own in folder is null ? workspaces.Read().Where(w => w.Value != choice) : [])
                {
                    Console.Out.WriteLine($"{own.Key} keeps its own: {own.Value}.");
                }

                return ExitCode.Done;
            }
        );
        return command;
    }

    private static Command CreateRemove()
    {
        var name = new Argument<string>("name") { Description = "A model of yours by name.", HelpName = "NAME" };
        var command = new Command(
            "remove",
            "Delete a model that was downloaded or put into the model folder.\n\nExample: smolcode model remove SmolLM2-360M-Instruct"
        )
        {
            name,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var model = Store().Find(parsed.GetValue(name)!);
                var removed = await RemovedModel.RemoveAsync(Store(), model, UserData.Folder, cancellationToken);
                Console.Out.WriteLine($"{model.Name} is deleted ({model.Bytes / 1e6:0} MB).");
                if (removed.WasUsed)
                {
                    Console.Out.WriteLine($"It was in use: {ModelStore.DefaultModel} is used from now on.");
                }

                foreach (var folder in removed.Workspaces)
                {
                    Console.Out.WriteLine(
                        $"It was chosen for {folder}: {ModelChoice.For(UserData.Folder, folder)} is used there from now on."
                    );
                }

                return ExitCode.Done;
            }
        );
        return command;
    }

    private static ModelStore Store() => new(UserFolders.ForThisUser(), NullLogger<ModelStore>.Instance);

    private static ModelListDocument.Entry Entry(StoredModel model, bool? verified, string? problem) =>
        new(model.Name, model.IsAdapter ? "adapter" : "model", model.Path, model.Bytes, model.Layout, model.IsBundled, verified, problem);

    private static void Write(ModelListDocument document, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(document, OutputJson.Readable.ModelListDocument));
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in (string[])["name", "kind", "layout", "MB", "from", "state"])
        {
            table.AddColumn(column);
        }

        foreach (var entry in document.Models)
        {
            var state = entry switch
            {
                { Problem: not null } => "damaged",
                { Verified: true } => "verified",
                { Verified: false } => "readable, no checksum to compare with",
                _ => "not verified in this call",
            };
            table.AddRow(
                Markup.Escape(entry.Name),
                entry.Kind,
                entry.Layout ?? "?",
                (entry.Bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture),
                entry.Bundled ? "bundled" : "user",
                state
            );
        }

        new Terminal().Out.Write(table);
        foreach (var entry in document.Models.Where(m => m.Proof is not null))
        {
            Console.Out.WriteLine($"Proof of {entry.Name} ({entry.Proof!.Workspace}): {entry.Proof}");
        }

        foreach (var use in document.Used ?? [])
        {
            Console.Out.WriteLine(
                $"{(use.Workspace is null ? "Used" : $"Used in {use.Workspace}")}: {new ModelChoice(use.Model, use.Adapter)}"
            );
        }

        foreach (var learned in document.Learned ?? [])
        {
            Console.Out.WriteLine($"Learned: {learned.Describe()}");
        }

        foreach (var tuned in document.Tuned ?? [])
        {
            Console.Out.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Tuned: {new ModelChoice(tuned.Model, tuned.Adapter)}: {TuningView.Words(tuned.Tuning)} ({tuned.Machine.Processor}, {tuned.Machine.Cores} cores, llama.cpp {tuned.Machine.Library}; {tuned.MeasuredAt:yyyy-MM-dd})"
                )
            );
        }
    }

    /// <summary>A download's progress as lines on stderr, one a tenth.</summary>
    private sealed class DownloadNotes(Terminal terminal, string name) : IProgress<DownloadProgress>
    {
        private double _told = -1;

        public void Report(DownloadProgress value)
        {
            // Where the size is not known: one a 50 MB.
            var step = value.TotalBytes is { } total and > 0 ? Math.Floor(10.0 * value.Bytes / total) : Math.Floor(value.Bytes / 50e6);
            if (step <= _told)
            {
                return;
            }

            _told = step;
            var of = value.TotalBytes is { } all ? $" of {all / 1e6:0}" : "";
            var left = value.Remaining is { TotalSeconds: >= 1 } time ? $", {time:h\\:mm\\:ss} left" : "";
            terminal.Note(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}: {value.Bytes / 1e6:0}{of} MB, {value.BytesPerSecond / 1e6:0.0} MB/s{left}"
                )
            );
        }
    }
}
