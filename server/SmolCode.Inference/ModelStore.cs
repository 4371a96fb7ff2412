using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using SmolCode.Inference.Gguf;
using SmolCode.Inference.Models;
using SmolCode.Inference.Tuning;

namespace SmolCode.Inference;

/// <summary>
/// The models on this machine: which there are, whether they are what they should be, and, made once in the user's cache, the layout
/// that is fastest here with the adapter merged in. Safe to use from several processes at once.
/// </summary>
public sealed partial class ModelStore
{
    /// <summary>Name of the bundled model.</summary>
    public const string DefaultModel = "SmolLM2-135M-Instruct";

    /// <summary>Name of the bundled adapter to C#.</summary>
    public const string DefaultAdapter = "SmolLM2-135M-CSharp";

    private const long LargestOriginal = 2_000_000_000;
    private const string FillInKey = "smolcode.fill_in.format";

    private readonly UserFolders _folders;
    private readonly ILogger _logger;
    private readonly CacheFile _cache;

    /// <summary>Uses the given folders; they are made when something is written to them.</summary>
    public ModelStore(UserFolders folders, ILogger<ModelStore> logger)
        : this(folders, logger, CacheFile.FreeSpaceOf, TimeProvider.System) { }

    internal ModelStore(UserFolders folders, ILogger logger, Func<string, long> freeSpace, TimeProvider time)
    {
        _folders = folders;
        _logger = logger;
        _cache = new CacheFile(freeSpace, time);
    }

    /// <summary>All .gguf files among the bundled and the user's, by name; the user's come before bundled ones of the same name.</summary>
    public IReadOnlyList<StoredModel> List() =>
        [
            .. ListFolder(_folders.Models, isBundled: false)
                .Concat(ListFolder(_folders.Bundled, isBundled: true))
                .OrderBy(m => m.Name, StringComparer.OrdinalIgnoreCase),
        ];

    /// <summary>Finds a model or adapter by name, file name or path.</summary>
    /// <exception cref="ModelFileException">There is none; the message names those that are there.</exception>
    public StoredModel Find(string nameOrPath)
    {
        if (nameOrPath.Contains('/', StringComparison.Ordinal) || nameOrPath.Contains('\\', StringComparison.Ordinal))
        {
            return Describe(
                Path.GetFullPath(nameOrPath),
                isBundled: false,
                Checksums.Read(Path.GetDirectoryName(Path.GetFullPath(nameOrPath))!)
            );
        }

        var models = List();
        return models.FirstOrDefault(m =>
                string.Equals(m.Name, nameOrPath, StringComparison.OrdinalIgnoreCase)
                || string.Equals(Path.GetFileName(m.Path), nameOrPath, StringComparison.OrdinalIgnoreCase)
            )
            ?? throw new ModelFileException(
                $"There is no model '{nameOrPath}' here. There are: {(models.Count == 0 ? "none" : string.Join(", ", models.Select(m => m.Name)))} (in {_folders.Bundled} and {_folders.Models}). Choose one of them or give a path."
            );
    }

    /// <summary>Reads the whole file and compares it with its recorded checksum; without one only its structure is checked.</summary>
    public async Task<ModelVerification> VerifyAsync(StoredModel model, CancellationToken cancellationToken)
    {
        try
        {
            GgufFile.Open(model.Path);
            var sha = await HashAsync(model.Path, cancellationToken);
            var problem = Mismatch(model, sha);
            if (problem is null)
            {
                var (note, state) = Note(model);
                await CacheFile.TryWriteNoteAsync(note, state + sha, cancellationToken);
            }

            return new ModelVerification(model, sha, problem);
        }
        catch (ModelFileException e)
        {
            return new ModelVerification(model, null, e.Message);
        }
    }

    /// <summary>
    /// Makes a model ready: verified before its first use, then repacked with the adapter into the user's cache by one process at a
    /// time while others wait. When the cache can't be written, the model is used as it is, without the adapter, with a
    /// <see cref="PreparedModel.Warning"/>.
    /// </summary>
    /// <param name="model">Name or path.</param>
    /// <param name="adapter">Name or path of an adapter, or null for the model as it is.</param>
    /// <param name="progress">Receives lines for a user.</param>
    /// <param name="cancellationToken">Stops; nothing half-written stays.</param>
    /// <exception cref="ModelFileException">A file is missing, damaged, or does not fit the other.</exception>
    public Task<PreparedModel> PrepareAsync(
        string model,
        string? adapter,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    ) => PrepareAsync(model, adapter, _ => null, progress, cancellationToken);

    /// <summary>The same in a layout that is asked for once it is known which weights these are; null for what fits most machines.</summary>
    internal async Task<PreparedModel> PrepareAsync(
        string model,
        string? adapter,
        Func<ModelIdentity, WeightLayout?> layoutFor,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        var baseModel = Find(model);
        var baseFile = Sound(baseModel, isAdapter: false);
        var adapterModel = adapter is null ? null : Find(adapter);
        var adapterFile = adapterModel is null ? null : Sound(adapterModel, isAdapter: true);
        var sha = await VerifiedHashAsync(baseModel, progress, cancellationToken);
        var adapterSha = adapterModel is null ? null : await VerifiedHashAsync(adapterModel, progress, cancellationToken);
        var identity = new ModelIdentity(sha, adapterSha);
        var layout = layoutFor(identity) ?? DefaultLayout(baseFile, adapterFile);
        if (adapterFile is null && ModelRepacker.IsIn(baseFile, layout))
        {
            return new PreparedModel(baseModel.Name, baseModel.Path, null, null, null) { Identity = identity };
        }

        // Merging writes, so there is no layout "as stored" with an adapter.
        layout = layout == WeightLayout.AsStored ? WeightLayout.Q8 : layout;

        var name = adapterModel is null ? baseModel.Name : $"{baseModel.Name}+{adapterModel.Name}";
        var path = RepackedPath(name, identity, layout);
        try
        {
            await _cache.GetOrWriteAsync(
                path,
                ModelRepacker.OutputSize(baseFile, layout),
                IsUsable,
                output =>
                {
                    LogRepacking(_logger, baseModel.Path, path);
                    ModelRepacker.Repack(baseFile, adapterFile, layout, output, Steps(name, progress), cancellationToken);
                },
                () => progress?.Report($"Waiting for another process that prepares {name}"),
                cancellationToken
            );
        }
        catch (CacheUnavailableException e)
        {
            LogCacheUnavailable(_logger, e);
            var lost = adapterModel is null
                ? "the slower layout that it came in"
                : $"its slower layout and without the adapter {adapterModel.Name}";
            return new PreparedModel(baseModel.Name, baseModel.Path, null, null, $"{baseModel.Name} is used in {lost}: {e.Message}")
            {
                Identity = identity,
            };
        }

        return new PreparedModel(
            baseModel.Name,
            path,
            adapterModel?.Name,
            int.TryParse(adapterFile?.Text(FillInKey), CultureInfo.InvariantCulture, out var format) ? format : null,
            null
        )
        {
            Identity = identity,
        };
    }

    /// <summary>Deletes what was made of a model, and an adapter, in some layouts, and what somebody who was broken off has left of it.</summary>
    internal async Task DeleteRepackedAsync(string model, string? adapter, IEnumerable<WeightLayout> layouts)
    {
        var (baseModel, adapterModel) = (Find(model), adapter is null ? null : Find(adapter));
        var identity = new ModelIdentity(
            await VerifiedHashAsync(baseModel, null, CancellationToken.None),
            adapterModel is null ? null : await VerifiedHashAsync(adapterModel, null, CancellationToken.None)
        );
        var name = adapterModel is null ? baseModel.Name : $"{baseModel.Name}+{adapterModel.Name}";
        foreach (var path in layouts.Select(l => RepackedPath(name, identity, l)).Where(p => Directory.Exists(Path.GetDirectoryName(p))))
        {
            foreach (
                var file in Directory
                    .EnumerateFiles(RepackedFolder, Path.GetFileName(path) + "*")
                    .Where(f => !f.EndsWith(".lock", StringComparison.Ordinal))
            )
            {
                try
                {
                    File.Delete(file);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // Somebody uses it.
                }
            }
        }
    }

    /// <summary>
    /// The layouts that a model can be used in, the original first, which is the one that loses nothing of what the files hold: the file as
    /// it is, or half-precision floats when an adapter is merged in.
    /// </summary>
    /// <param name="model">Name or path.</param>
    /// <param name="adapter">Name or path of an adapter, or null.</param>
    /// <exception cref="ModelFileException">A file is missing or damaged.</exception>
    public IReadOnlyList<WeightLayout> LayoutsFor(string model, string? adapter)
    {
        var file = Sound(Find(model), isAdapter: false);
        if (adapter is null)
        {
            return ModelRepacker.CanRepack(file)
                ?
                [
                    WeightLayout.AsStored,
                    // Nothing is gained by more bits than there are.
                    .. WeightLayouts.Written.Where(l =>
                        !ModelRepacker.IsIn(file, l) && (l != WeightLayout.F16 || ModelRepacker.OutputSize(file, l) < file.Length)
                    ),
                ]
                : [WeightLayout.AsStored];
        }

        Sound(Find(adapter), isAdapter: true);
        // As floats a model of a billion parameters would fill the memory of many machines.
        return [.. WeightLayouts.Written.Where(l => l != WeightLayout.F16 || ModelRepacker.OutputSize(file, l) < LargestOriginal)];
    }

    /// <summary>What a model is used in where nothing was measured.</summary>
    /// <param name="model">Name or path.</param>
    /// <param name="adapter">Name or path of an adapter, or null.</param>
    /// <exception cref="ModelFileException">A file is missing or damaged.</exception>
    public WeightLayout DefaultLayoutFor(string model, string? adapter)
    {
        var file = Sound(Find(model), isAdapter: false);
        var layout = DefaultLayout(file, adapter is null ? null : Sound(Find(adapter), isAdapter: true));
        return adapter is null && ModelRepacker.IsIn(file, layout) ? WeightLayout.AsStored : layout;
    }

    /// <summary>Moves a file that was made on this machine into the user's model folder, in place of one of the same name, and records its checksum.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fileName">What it is called there.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ModelFileException">It is no sound GGUF file, or the folder can't be written.</exception>
    public async Task AddAsync(string path, string fileName, CancellationToken cancellationToken)
    {
        GgufFile.Open(path);
        var target = Path.Combine(_folders.Models, fileName);
        try
        {
            Directory.CreateDirectory(_folders.Models);
            var sha = await HashAsync(path, cancellationToken);
            // Between the two somebody may find the old sum with the new file, and says that it is damaged; never the other way round for good.
            File.Move(path, target, overwrite: true);
            await Checksums.AddAsync(_folders.Models, fileName, sha, CancellationToken.None);
            DeleteMadeOf(Path.GetFileNameWithoutExtension(fileName));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException($"{target} cannot be written: {e.Message} Make room or give access there, and try again.", e);
        }
    }

    /// <summary>Deletes a model that the user downloaded or put into the model folder, and what was made of it.</summary>
    /// <exception cref="ModelFileException">There is none, or it came with the program.</exception>
    public async Task RemoveAsync(StoredModel model, CancellationToken cancellationToken)
    {
        if (
            model.IsBundled
            || !string.Equals(
                Path.GetDirectoryName(model.Path),
                Path.TrimEndingDirectorySeparator(Path.GetFullPath(_folders.Models)),
                StringComparison.Ordinal
            )
        )
        {
            throw new ModelFileException(
                model.IsBundled
                    ? $"{model.Name} came with SmolCode and cannot be removed. Use another instead."
                    : $"{model.Path} does not lie in {_folders.Models}. Delete it yourself if you don't need it."
            );
        }

        try
        {
            File.Delete(model.Path);
            DeleteMadeOf(model.Name);
            await Checksums.RemoveAsync(_folders.Models, Path.GetFileName(model.Path), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException(
                $"{model.Path} cannot be removed: {e.Message} Close what uses it (an editor with SmolCode, say) and try again.",
                e
            );
        }
    }

    private static WeightLayout DefaultLayout(GgufFile model, GgufFile? adapter) =>
        adapter is not null || ModelRepacker.IsWorthwhile(model) ? WeightLayout.Q8 : WeightLayout.AsStored;

    private static bool IsUsable(string path)
    {
        try
        {
            GgufFile.Open(path);
            return true;
        }
        catch (ModelFileException)
        {
            return false;
        }
    }

    private static SynchronousProgress<double>? Steps(string name, IProgress<string>? progress)
    {
        if (progress is null)
        {
            return null;
        }

        var last = -1;
        return new SynchronousProgress<double>(share =>
        {
            var percent = (int)(share * 10) * 10;
            if (percent > last)
            {
                last = percent;
                progress.Report($"Preparing {name} for this machine (first use only): {percent} %");
            }
        });
    }

    private static GgufFile Sound(StoredModel model, bool isAdapter)
    {
        var file = GgufFile.Open(model.Path);
        return model.IsAdapter == isAdapter
            ? file
            : throw new ModelFileException(
                isAdapter
                    ? $"{model.Path} is a model, not an adapter. Choose an adapter file, or none."
                    : $"{model.Path} is an adapter, not a model. Choose the model that it belongs to, and name this one as the adapter."
            );
    }

    private static string? Mismatch(StoredModel model, string sha) =>
        model.Sha256 is null || model.Sha256 == sha
            ? null
            : $"{model.Path} is damaged: its SHA-256 is {sha} and should be {model.Sha256}. {(model.IsBundled ? "Reinstall SmolCode" : "Download it again")}.";

    /// <summary>A verified file is hashed once: the note holds as long as the size and the time of the file do.</summary>
    private (string Path, string State) Note(StoredModel model)
    {
        var info = new FileInfo(model.Path);
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(model.Path)))[..32];
        return (
            Path.Combine(_folders.Cache, "verified", name),
            string.Create(CultureInfo.InvariantCulture, $"{info.Length} {info.LastWriteTimeUtc.Ticks} ")
        );
    }

    private async Task<string> VerifiedHashAsync(StoredModel model, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var (note, state) = Note(model);
        var sha =
            await CacheFile.TryReadNoteAsync(note, cancellationToken) is { } text && text.StartsWith(state, StringComparison.Ordinal)
                ? text[state.Length..]
                : null;
        if (sha is null)
        {
            progress?.Report($"Verifying {model.Name}");
            sha = await HashAsync(model.Path, cancellationToken);
            if (Mismatch(model, sha) is { } problem)
            {
                throw new ModelFileException(problem);
            }

            await CacheFile.TryWriteNoteAsync(note, state + sha, cancellationToken);
        }

        return Mismatch(model, sha) is { } mismatch ? throw new ModelFileException(mismatch) : sha;
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, useAsync: true);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException($"The model file {path} cannot be read: {e.Message} Check that it may be read and try again.", e);
        }
    }

    private static IEnumerable<StoredModel> ListFolder(string folder, bool isBundled)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var checksums = Checksums.Read(folder);
        return Directory.EnumerateFiles(folder, "*.gguf").Select(path => Describe(Path.GetFullPath(path), isBundled, checksums));
    }

    private static StoredModel Describe(string path, bool isBundled, Dictionary<string, string> checksums)
    {
        var file = Path.GetFileName(path);
        var sha = checksums.GetValueOrDefault(file);
        var name = NamePattern().Replace(file, "");
        try
        {
            var gguf = GgufFile.Open(path);
            return new StoredModel(name, path, gguf.Text("general.type") == "adapter", isBundled, gguf.Length, gguf.Layout, sha, null);
        }
        catch (ModelFileException e)
        {
            var length = File.Exists(path) ? new FileInfo(path).Length : 0;
            var isAdapter = file.Contains(".lora.", StringComparison.OrdinalIgnoreCase);
            return new StoredModel(name, path, isAdapter, isBundled, length, null, sha, e.Message);
        }
    }

    // SmolLM2-135M-Instruct.Q4_1.gguf, smollm2-360m-instruct-q8_0.gguf, SmolLM2-135M-CSharp.lora.gguf
    [System.Text.RegularExpressions.GeneratedRegex(
        @"([.-](lora|i?q\d[a-z0-9_]*|bf16|f16|f32))*\.gguf$",
        System.Text.RegularExpressions.RegexOptions.IgnoreCase
    )]
    private static partial System.Text.RegularExpressions.Regex NamePattern();

    [LoggerMessage(LogLevel.Information, "Repacking {Source} to {Target}")]
    private static partial void LogRepacking(ILogger logger, string source, string target);

    [LoggerMessage(LogLevel.Warning, "The model cache cannot be used")]
    private static partial void LogCacheUnavailable(ILogger logger, Exception exception);

    /// <summary>Where weights in other layouts and with merged adapters are kept.</summary>
    private string RepackedFolder => Path.Combine(_folders.Cache, "models");

    /// <summary>What was made of a model or adapter of this name, in every version of it: in other layouts, with adapters, and models with it.</summary>
    private IEnumerable<string> MadeOf(string name) =>
        Directory.Exists(RepackedFolder)
            ? WeightLayouts
                .Written.SelectMany(l =>
                    Directory
                        .EnumerateFiles(RepackedFolder, $"{name}.{l.Name()}.*.gguf")
                        .Concat(Directory.EnumerateFiles(RepackedFolder, $"*+{name}.{l.Name()}.*.gguf"))
                )
                .Concat(Directory.EnumerateFiles(RepackedFolder, $"{name}+*.gguf"))
                .Distinct(StringComparer.Ordinal)
            : [];

    // Of no use to anybody once it is gone, or another one of the name came.
    private void DeleteMadeOf(string name)
    {
        foreach (var file in MadeOf(name))
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // An engine has it (on Windows), and goes on with it until it ends.
            }
        }
    }

    private string RepackedPath(string name, ModelIdentity identity, WeightLayout layout)
    {
        var key = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{ModelRepacker.FormatVersion} {identity.Sha256} {identity.AdapterSha256 ?? "-"}"))
        )[..16];
        return Path.Combine(RepackedFolder, $"{name}.{layout.Name()}.{key}.gguf");
    }
}
