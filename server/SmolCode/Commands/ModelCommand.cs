using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.Inference;
using SmolCode.Output;
using Spectre.Console;

namespace SmolCode.Commands;

/// <summary><c>smolcode model list|verify</c>: the models on this machine.</summary>
internal static class ModelCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create() =>
        new("model", "The models on this machine.\n\nExample: smolcode model verify") { CreateList(), CreateVerify() };

    private static Command CreateList()
    {
        var json = CommonOptions.Json();
        var command = new Command("list", "Models and adapters that are here.\n\nExample: smolcode model list") { json };
        command.SetAction(parsed =>
        {
            var models = Store().List().Select(m => Entry(m, verified: null, m.Problem)).ToList();
            Write(models, parsed.GetValue(json));
            return ExitCode.Done;
        });
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

                Write(entries, parsed.GetValue(json));
                foreach (var problem in entries.Select(e => e.Problem).OfType<string>())
                {
                    Console.Error.WriteLine(problem);
                }

                return entries.All(e => e.Problem is null) ? ExitCode.Done : ExitCode.Failed;
            }
        );
        return command;
    }

    private static ModelStore Store() => new(UserFolders.ForThisUser(), NullLogger<ModelStore>.Instance);

    private static ModelListDocument.Entry Entry(StoredModel model, bool? verified, string? problem) =>
        new(model.Name, model.IsAdapter ? "adapter" : "model", model.Path, model.Bytes, model.Layout, model.IsBundled, verified, problem);

    private static void Write(List<ModelListDocument.Entry> entries, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new ModelListDocument(entries), OutputJson.Readable.ModelListDocument));
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in (string[])["name", "kind", "layout", "MB", "from", "state"])
        {
            table.AddColumn(column);
        }

        foreach (var entry in entries)
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
    }
}
