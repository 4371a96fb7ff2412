using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using SmolCode.Inference;

namespace SmolCode.Learning;

/// <summary>
/// Where a training of some folders puts what it learns. Two workspaces whose folders have one name get adapters of two names: neither takes
/// the other's place, nor its checkpoint.
/// </summary>
/// <param name="Name">The adapter's name.</param>
/// <param name="Workspaces">Folders that are learned from.</param>
/// <param name="Adapter">The adapter's file in the user's model folder.</param>
/// <param name="Folder">Where the checkpoint lies.</param>
internal sealed record LearnTarget(string Name, ImmutableArray<string> Workspaces, string Adapter, string Folder)
{
    private static readonly StringComparer Paths = OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    /// <summary>The adapter before it is proven.</summary>
    public string Output => Path.Combine(Folder, $"{Name}.lora.gguf");

    /// <summary>The checkpoint.</summary>
    public string Checkpoint => Path.Combine(Folder, "checkpoint.bin");

    /// <summary>Its adapter's report; null: there is no adapter, or it was not learned from these folders.</summary>
    public LearnedAdapter? Learned =>
        File.Exists(Adapter) && LearnedAdapter.Beside(Adapter) is { } report && IsOf(report.Workspaces) ? report : null;

    /// <summary>The file of an adapter of another name beside this one.</summary>
    public string AdapterOf(string name) => Path.Combine(Path.GetDirectoryName(Adapter)!, $"{name}.lora.gguf");

    private string Owner => Path.Combine(Folder, "workspaces.txt");

    private bool IsFree => !File.Exists(Adapter) || Learned is not null;

    private bool HasOwnFolder => !File.Exists(Owner) || IsOf(File.ReadAllLines(Owner));

    /// <summary>The target of a training.</summary>
    /// <param name="roots">What is learned from: folders or files.</param>
    /// <param name="name">As the user named it; null: the first folder's, with -learned.</param>
    /// <param name="models">The user's model folder.</param>
    /// <param name="training">Where checkpoints are.</param>
    /// <exception cref="CommandFailedException">There is an adapter of that name that was not learned.</exception>
    public static LearnTarget For(IReadOnlyList<string> roots, string? name, string models, string training)
    {
        var workspaces = roots.Select(WorkspaceModels.FolderOf).Distinct(Paths).ToImmutableArray();
        if (name is null)
        {
            var plain = PlainName(workspaces[0]);
            var first = Of(plain);
            if (first.IsFree && first.HasOwnFolder)
            {
                return first;
            }

            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', workspaces.Order(StringComparer.Ordinal))));
            name = $"{plain}-{Convert.ToHexStringLower(hash)[..6]}";
        }

        var target = Of(name);
        return File.Exists(target.Adapter) && LearnedAdapter.Beside(target.Adapter) is null
            ? throw new CommandFailedException(
                $"There is an adapter {name} that was not learned here ({target.Adapter}). Name another with --out."
            )
            : target;

        LearnTarget Of(string given) => new(given, workspaces, Path.Combine(models, $"{given}.lora.gguf"), Path.Combine(training, given));
    }

    /// <summary>From now on the folder is that of this training. A checkpoint of other folders in it is as good as none.</summary>
    public void Claim()
    {
        Directory.CreateDirectory(Folder);
        WholeFile.Write(Owner, string.Join('\n', Workspaces));
    }

    /// <summary>Deletes the checkpoint and what lies beside it; false: there was none.</summary>
    public bool Discard()
    {
        var was = File.Exists(Checkpoint);
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        return was;
    }

    private static string PlainName(string folder)
    {
        var plain = new string([.. Path.GetFileName(folder).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-')]);
        return $"{(plain.Length == 0 ? "workspace" : plain)}-learned";
    }

    private bool IsOf(IEnumerable<string> folders) => folders.ToHashSet(Paths).SetEquals(Workspaces);
}
