using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SmolCode.Inference;
using SmolCode.Inference.Gguf;
using SmolCode.Training.Adapters;
using SmolCode.Training.Model;
using SmolCode.Training.Runs;
using SmolCode.Training.Runtime;

namespace SmolCode.Training;

/// <summary>
/// Trains an adapter on this machine's processor, from rows of text to a file that the engine reads. Nothing of it is loaded unless training
/// is asked for.
/// </summary>
/// <param name="folders">Where models and what is made of them lie.</param>
/// <param name="time">Time.</param>
public sealed class LocalTraining(UserFolders folders, TimeProvider time)
{
    /// <summary>Most bytes of memory that training takes.</summary>
    public const long MostMemory = 5_000_000_000;

    /// <summary>Whether libtorch is on this machine; if not, <see cref="LoadAsync"/> downloads it.</summary>
    /// <exception cref="TrainingException">Training is not possible on this machine.</exception>
    public bool HasLibraries => new TrainingRuntime(folders).IsHere;

    /// <summary>Bytes that <see cref="LoadAsync"/> downloads where the libraries are not here.</summary>
    /// <exception cref="TrainingException">Training is not possible on this machine.</exception>
    public long DownloadBytes => new TrainingRuntime(folders).PackageBytes;

    /// <summary>The processor has instructions for bfloat16, which training computes in then; otherwise in floats, which takes longer.</summary>
    public static bool ComputesInBrainFloats => Processor.MultipliesBrainFloats;

    /// <summary>Brings the native libraries, where they are not here yet, and loads them.</summary>
    /// <param name="progress">Receives lines for a user.</param>
    /// <param name="cancellationToken">Breaks off; nothing half-written stays.</param>
    /// <exception cref="TrainingException">They can't be had, or training is not possible on this machine.</exception>
    public Task LoadAsync(IProgress<string>? progress, CancellationToken cancellationToken) =>
        new TrainingRuntime(folders).LoadAsync(progress, cancellationToken);

    /// <summary>What is kept of an earlier run of a training; null: nothing. Needs no libraries, and changes nothing.</summary>
    /// <param name="request">What on what: of another training nothing can be gone on with.</param>
    /// <exception cref="TrainingException">A checkpoint is there and can't be read.</exception>
    /// <exception cref="ModelFileException">A file is missing or damaged.</exception>
    public static KeptTraining? FindKept(TrainingRequest request)
    {
        if (Checkpoint.ReadHeader(request.Checkpoint) is not ({ } header, var parameters))
        {
            return null;
        }

        var layout = new LoraLayout(LlamaArchitecture.Read(GgufFile.Open(request.Model)), request.Options.Rank);
        return new KeptTraining(
            header.Step,
            header.Tokens,
            header.Elapsed,
            header.Time,
            header.Identity == Identity(request, layout) && parameters == layout.Count
        );
    }

    /// <summary>
    /// Trains, and writes the adapter: what is learned after the adapter that was there, as one file. After <see cref="LoadAsync"/>.
    /// </summary>
    /// <param name="request">What on what.</param>
    /// <param name="rows">Begins the endless stream of rows, the same for the same call.</param>
    /// <param name="heldOut">Rows that nothing is learned from: their loss is measured before and after. May be none.</param>
    /// <param name="pauses">Reasons to wait.</param>
    /// <param name="notes">Receives lines for a user.</param>
    /// <param name="progress">Receives where it is, after every step.</param>
    /// <param name="stop">Saves and ends after the step at hand; the adapter is written all the same.</param>
    /// <exception cref="TrainingException">It can't begin or go on.</exception>
    /// <exception cref="ModelFileException">A file is missing, damaged, or does not fit the other.</exception>
    public TrainingOutcome Train(
        TrainingRequest request,
        Func<IEnumerable<TrainingRow>> rows,
        IReadOnlyList<TrainingRow> heldOut,
        IReadOnlyList<IPause> pauses,
        IProgress<string>? notes,
        IProgress<TrainingProgress>? progress,
        CancellationToken stop
    )
    {
        var options = request.Options;
        if (options.Rank % 16 != 0 || options.RowLength % 16 != 0)
        {
            throw new TrainingException("The rank and the length of a row have to be multiples of sixteen.");
        }

        var model = GgufFile.Open(request.Model);
        var adapter = request.Adapter is null ? null : GgufFile.Open(request.Adapter);
        var sizes = LlamaArchitecture.Read(model);
        var layout = new LoraLayout(sizes, options.Rank);
        var isBrainFloat = options.BrainFloat ?? Processor.MultipliesBrainFloats;
        notes?.Report(
            isBrainFloat
                ? "The processor multiplies bfloat16: training computes in it"
                : "The processor has no instructions for bfloat16: training computes in 32-bit floats, which takes two to four times as long"
        );
        var rowsAtOnce = MemoryNeed.RowsAtOnce(sizes, layout, options, isBrainFloat ? 2 : 4, Processor.AvailableMemory);
        notes?.Report($"Reading the weights of {Path.GetFileName(request.Model)}");
        using var learner = Create(sizes, new FrozenWeights(model, adapter), layout, options, isBrainFloat, rowsAtOnce);
        var trainer = new Trainer(learner, layout, options, Identity(request, layout), request.Checkpoint, pauses, time);
        double? before = null;
        if (heldOut.Count > 0)
        {
            notes?.Report("Measuring the loss on what is held out");
            learner.Load(layout.Begin(options.Seed));
            before = Judge(learner, heldOut, stop);
        }

        if (request.Resume)
        {
            notes?.Report(trainer.Resume() ? "Going on with the checkpoint" : "There is no checkpoint: training begins anew");
        }

        var outcome = trainer.Run(rows(), progress, stop) with
        {
            IsBrainFloat = isBrainFloat,
            HeldOutBefore = before,
            HeldOutAfter = before is null || stop.IsCancellationRequested ? null : Judge(learner, heldOut, stop),
        };
        Write(request, model, adapter, layout, trainer.Parameters, outcome);
        return outcome;
    }

    /// <summary>The mean loss of middles, in nats a token; of as many whole batches as there are rows for.</summary>
    private static double? Judge(ILoraModel model, IReadOnlyList<TrainingRow> rows, CancellationToken stop)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var first = 0; first + model.Rows <= rows.Count; first += model.Rows)
        {
            if (stop.IsCancellationRequested)
            {
                return null;
            }

            var loss = model.Judge([.. rows.Skip(first).Take(model.Rows)]);
            (sum, weight) = (sum + loss.Sum, weight + loss.Weight);
        }

        return weight > 0 ? sum / weight : null;
    }

    private static ILoraModel Create(
        LlamaArchitecture sizes,
        FrozenWeights weights,
        LoraLayout layout,
        TrainingOptions options,
        bool isBrainFloat,
        int rows
    ) =>
        isBrainFloat
            ? new LoraModel<BrainFloat>(sizes, weights, layout, options.Scale, rows, options.RowLength, options.Threads)
            : new LoraModel<SingleFloat>(sizes, weights, layout, options.Scale, rows, options.RowLength, options.Threads);

    internal static string Identity(TrainingRequest request, LoraLayout layout) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"1 {Hash(request.Model)} {(request.Adapter is null ? "-" : Hash(request.Adapter))} {request.Corpus} {layout.Rank} {request.Options.RowLength} {request.Options.RowsPerStep} {request.Options.Seed} {request.Options.Scale}"
                    )
                )
            )
        )[..32];

    private static string Hash(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static void Write(
        TrainingRequest request,
        GgufFile model,
        GgufFile? adapter,
        LoraLayout layout,
        float[] parameters,
        TrainingOutcome outcome
    )
    {
        var learned = LoraAdapter.Of(layout, parameters, request.Options.Scale);
        var whole = adapter is null ? learned : LoraAdapter.Read(adapter, model).Then(learned);
        var temporary = $"{request.Output}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(request.Output)!);
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
            {
                whole.Write(
                    stream,
                    new Dictionary<string, string>
                    {
                        ["general.name"] = Path.GetFileName(request.Output),
                        ["smolcode.fill_in.format"] = "1",
                        ["smolcode.base.sha256"] = Hash(request.Model),
                        ["smolcode.base.adapter.sha256"] = request.Adapter is null ? "" : Hash(request.Adapter),
                        ["smolcode.workspace"] = request.Workspace,
                        ["smolcode.training.tokens"] = outcome.Tokens.ToString(CultureInfo.InvariantCulture),
                    }
                );
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, request.Output, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException(
                $"The adapter cannot be written to {request.Output}: {e.Message} What was learned is in the checkpoint: make room or give access there, and go on with --resume.",
                e
            );
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
