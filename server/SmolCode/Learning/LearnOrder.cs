using System.Security.Cryptography;
using System.Text;
using SmolCode.Inference;
using SmolCode.Training;
using SmolCode.Training.Runs;

namespace SmolCode.Learning;

/// <summary>What the user asked <c>smolcode learn</c> for.</summary>
/// <param name="From">Folders, solutions or projects to learn from.</param>
/// <param name="Base">The adapter to begin with, by name or path, or none.</param>
/// <param name="Name">The name of the adapter that is made; null: that of the first folder.</param>
/// <param name="Options">How it is trained.</param>
/// <param name="Resume">Go on with the checkpoint.</param>
/// <param name="Keep">Keep what is not shown to be better.</param>
/// <param name="Holes">Most holes of the proof; 0: none.</param>
/// <param name="Pauses">Wait while the machine runs on its battery or somebody types.</param>
/// <param name="Trust">Projects may be loaded through MSBuild.</param>
/// <param name="ForEditor">An editor's server asks; trust is what it says.</param>
/// <param name="Json">JSON documents on stdout.</param>
/// <param name="HasMinutes">The user said how long.</param>
internal sealed record LearnOrder(
    string[] From,
    string Base,
    string? Name,
    TrainingOptions Options,
    bool Resume,
    bool Keep,
    int Holes,
    bool Pauses,
    bool Trust,
    bool ForEditor,
    bool Json,
    bool HasMinutes
)
{
    /// <summary>The weights to begin with.</summary>
    /// <exception cref="CommandFailedException">What was named is no adapter.</exception>
    /// <exception cref="ModelFileException">There is none of the name.</exception>
    public (StoredModel Model, StoredModel? Adapter) Weights(ModelStore store)
    {
        var model = store.Find(ModelStore.DefaultModel);
        var adapter = Base == "none" ? null : store.Find(Base);
        return adapter is { IsAdapter: false }
            ? throw new CommandFailedException(
                $"--base: {adapter.Name} is a model, not an adapter. Choose an adapter (smolcode model list), or none."
            )
            : (model, adapter);
    }

    /// <summary>The training that is asked for.</summary>
    public TrainingRequest Request(LearnTarget target, CodeCorpus corpus, StoredModel model, StoredModel? adapter) =>
        new()
        {
            Model = model.Path,
            Adapter = adapter?.Path,
            Output = target.Output,
            Checkpoint = target.Checkpoint,
            Corpus = Identity(corpus),
            Workspace = Hash(string.Join('\n', corpus.Report.Roots)),
            Resume = Resume,
            Options = Options,
        };

    private static string Identity(CodeCorpus corpus)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in corpus.Training)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\0{file.Text}\0"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
