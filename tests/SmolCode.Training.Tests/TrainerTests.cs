using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using SmolCode.Inference.Gguf;
using SmolCode.TestSupport;
using SmolCode.Training.Model;
using SmolCode.Training.Runs;

namespace SmolCode.Training.Tests;

/// <summary>The course of a training, over a model that computes next to nothing.</summary>
public sealed class TrainerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new();
    private readonly LoraLayout layout;

    public TrainerTests() => layout = new LoraLayout(LlamaArchitecture.Read(GgufFile.Open(TinyModel.Write(folder))), 16);

    private string File => Path.Combine(folder.Path, "work", "checkpoint.bin");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_learns_until_the_time_is_over()
    {
        var model = new Parabola(time);
        var trainer = Create(
            model,
            new TrainingOptions
            {
                Time = TimeSpan.FromSeconds(100),
                RowsPerStep = 2,
                RowLength = 16,
                WarmUpSteps = 5,
                Rate = 0.05,
            }
        );
        var steps = new List<TrainingProgress>();
        var outcome = trainer.Run(Rows(), new Collected(steps), CancellationToken.None);

        // A second a call, a row a call.
        Assert.Equal(50, outcome.Steps);
        Assert.Equal(TimeSpan.FromSeconds(100), outcome.Elapsed);
        Assert.Equal(50 * 2 * 16, outcome.Tokens);
        Assert.True(steps[^1].Loss < steps[0].Loss);
        Assert.Equal(TimeSpan.FromSeconds(98), steps[0].Remaining);
        Assert.Equal(16, steps[0].TokensPerSecond, 1e-9);
        Assert.False(outcome.Stopped);
    }

    [Fact]
    public void Killed_and_resumed_it_becomes_what_it_would_have_become()
    {
        var options = new TrainingOptions
        {
            MaxSteps = 12,
            RowsPerStep = 2,
            RowLength = 16,
            CheckpointInterval = TimeSpan.FromSeconds(5),
        };
        var whole = Create(new Parabola(time), options);
        whole.Run(Rows(), null, CancellationToken.None);
        System.IO.File.Delete(File);

        var killed = Create(new Parabola(time) { DiesAtCall = 17 }, options);
        Assert.Throws<InvalidOperationException>(() => killed.Run(Rows(), null, CancellationToken.None));
        var resumed = Create(new Parabola(time), options);
        Assert.True(resumed.Resume());
        var outcome = resumed.Run(Rows(), null, CancellationToken.None);

        Assert.Equal(12, outcome.Steps);
        Assert.Equal(whole.Parameters, resumed.Parameters);
    }

    [Fact]
    public void Nothing_to_resume_is_told_and_another_training_is_refused()
    {
        var options = new TrainingOptions
        {
            MaxSteps = 1,
            RowsPerStep = 1,
            RowLength = 16,
        };
        Assert.False(Create(new Parabola(time), options).Resume());
        Create(new Parabola(time), options).Run(Rows(), null, CancellationToken.None);

        var problem = Assert.Throws<TrainingException>(() => Create(new Parabola(time), options, "another").Resume());
        Assert.Contains("another training", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_says_how_far_it_is_and_how_far_it_should_go()
    {
        Assert.Null(Checkpoint.ReadHeader(File));
        var options = new TrainingOptions
        {
            Time = TimeSpan.FromSeconds(90),
            MaxSteps = 7,
            RowsPerStep = 1,
            RowLength = 16,
        };
        Create(new Parabola(time), options).Run(Rows(), null, CancellationToken.None);

        var (header, parameters) = Checkpoint.ReadHeader(File)!.Value;
        Assert.Equal((7, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(90)), (header.Step, header.Elapsed, header.Time));
        Assert.Equal(layout.Count, parameters);
    }

    [Fact]
    public void A_training_that_is_kept_fits_its_own_weights_and_files_alone()
    {
        var request = new TrainingRequest
        {
            Model = TinyModel.Write(folder),
            Output = Path.Combine(folder.Path, "out.gguf"),
            Checkpoint = File,
            Corpus = "these files",
            Workspace = "w",
            Options = new TrainingOptions { Rank = 16 },
        };
        Assert.Null(LocalTraining.FindKept(request));
        var options = new TrainingOptions
        {
            MaxSteps = 2,
            RowsPerStep = 1,
            RowLength = 16,
        };
        Create(new Parabola(time), options, LocalTraining.Identity(request, layout)).Run(Rows(), null, CancellationToken.None);

        Assert.Equal(new KeptTraining(2, 32, TimeSpan.FromSeconds(2), options.Time, true), LocalTraining.FindKept(request));
        Assert.False(LocalTraining.FindKept(request with { Corpus = "other files" })!.Fits);
        Assert.False(LocalTraining.FindKept(request with { Options = new TrainingOptions { Rank = 32 } })!.Fits);
    }

    [Fact]
    public void A_checkpoint_that_is_cut_off_is_refused()
    {
        var options = new TrainingOptions
        {
            MaxSteps = 1,
            RowsPerStep = 1,
            RowLength = 16,
        };
        Create(new Parabola(time), options).Run(Rows(), null, CancellationToken.None);
        using (var stream = System.IO.File.OpenWrite(File))
        {
            stream.SetLength(stream.Length - 1);
        }

        Assert.Contains(
            "damaged",
            Assert.Throws<TrainingException>(() => Create(new Parabola(time), options).Resume()).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<TrainingException>(() => Checkpoint.ReadHeader(File));
    }

    [Fact]
    public void A_loss_that_is_no_number_goes_back_once_with_half_the_rate()
    {
        var options = new TrainingOptions
        {
            MaxSteps = 10,
            RowsPerStep = 1,
            RowLength = 16,
            CheckpointInterval = TimeSpan.FromSeconds(3),
        };
        var steps = new List<TrainingProgress>();
        var trainer = Create(new Parabola(time) { NotNumberAtCalls = [6] }, options);
        var outcome = trainer.Run(Rows(), new Collected(steps), CancellationToken.None);

        Assert.Equal(10, outcome.Steps);
        var note = Assert.Single(steps, s => s.Note is not null);
        Assert.Contains("from step 3 with half the rate", note.Note, StringComparison.Ordinal);
        Assert.All(trainer.Parameters, p => Assert.True(float.IsFinite(p)));
        Assert.Equal(0.5, Checkpoint.Read(File)!.Header.RateFactor);
    }

    [Fact]
    public void A_loss_that_is_no_number_twice_ends_it_and_the_checkpoint_stays_sound()
    {
        var options = new TrainingOptions
        {
            MaxSteps = 10,
            RowsPerStep = 1,
            RowLength = 16,
            CheckpointInterval = TimeSpan.FromSeconds(3),
        };
        var trainer = Create(new Parabola(time) { NotNumberAtCalls = [6, 8] }, options);
        var problem = Assert.Throws<TrainingException>(() => trainer.Run(Rows(), null, CancellationToken.None));

        Assert.Contains("again after half the rate", problem.Message, StringComparison.Ordinal);
        Assert.All(Checkpoint.Read(File)!.Parameters, p => Assert.True(float.IsFinite(p)));
    }

    [Fact]
    public void Where_no_checkpoint_can_be_written_it_goes_on_and_says_so()
    {
        folder.Write("work", "a file where a folder should be");
        var steps = new List<TrainingProgress>();
        var outcome = Create(
                new Parabola(time),
                new TrainingOptions
                {
                    MaxSteps = 3,
                    RowsPerStep = 1,
                    RowLength = 16,
                }
            )
            .Run(Rows(), new Collected(steps), CancellationToken.None);

        Assert.Equal(3, outcome.Steps);
        Assert.Contains(steps, s => s.Note?.Contains("cannot be written", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Stopped_it_saves_what_it_has()
    {
        using var stop = new CancellationTokenSource();
        var options = new TrainingOptions
        {
            MaxSteps = 100,
            RowsPerStep = 1,
            RowLength = 16,
        };
        var outcome = Create(new Parabola(time), options).Run(Rows(), new Acting(p => Stop(p.Step == 7)), stop.Token);

        Assert.True(outcome.Stopped);
        Assert.Equal(7, outcome.Steps);
        Assert.Equal(7, Checkpoint.Read(File)!.Header.Step);

        void Stop(bool now)
        {
            if (now)
            {
                stop.Cancel();
            }
        }
    }

    [Fact]
    public void Hours_that_the_machine_slept_in_the_middle_of_a_step_are_no_training()
    {
        var options = new TrainingOptions
        {
            Time = TimeSpan.FromMinutes(10),
            RowsPerStep = 1,
            RowLength = 16,
        };
        var outcome = Create(new Parabola(time) { SleepsAtCall = 5 }, options).Run(Rows(), null, CancellationToken.None);

        // A step takes a second; the one with the sleep counts as a minute.
        Assert.Equal(541, outcome.Steps);
    }

    [Fact]
    public void It_waits_while_there_is_a_reason_and_waiting_is_no_time()
    {
        var pause = new Switch { Now = "the machine runs on its battery" };
        var steps = new List<TrainingProgress>();
        var trainer = Create(
            new Parabola(time),
            new TrainingOptions
            {
                MaxSteps = 2,
                RowsPerStep = 1,
                RowLength = 16,
            },
            pause: pause
        );
        var progress = new Acting(p =>
        {
            steps.Add(p);
            if (p.Paused is not null)
            {
                // Looked at again after two seconds, on a timer that only this advances.
                pause.Looks++;
                pause.Now = pause.Looks < 3 ? pause.Now : null;
                time.Advance(TimeSpan.FromSeconds(60));
            }
        });
        var outcome = trainer.Run(Rows(), progress, CancellationToken.None);

        Assert.Equal(3, steps.Count(s => s.Paused == "the machine runs on its battery"));
        Assert.Equal(TimeSpan.FromSeconds(2), outcome.Elapsed);
    }

    private Trainer Create(ILoraModel model, TrainingOptions options, string identity = "one", IPause? pause = null) =>
        new(model, layout, options with { Threads = 1 }, identity, File, pause is null ? [] : [pause], time);

    private static IEnumerable<TrainingRow> Rows()
    {
        for (var i = 0; ; i++)
        {
            yield return new TrainingRow([.. Enumerable.Repeat(i % TinyModel.Vocabulary, 16)], [.. Enumerable.Repeat(1f, 16)]);
        }
    }

    /// <summary>The loss is half the squared distance to a point that the row decides; a call takes a second.</summary>
    private sealed class Parabola(FakeTimeProvider time) : ILoraModel
    {
        private float[] _parameters = [];
        private int _calls;

        public int Rows => 1;

        public int DiesAtCall { get; init; } = -1;

        public int SleepsAtCall { get; init; } = -1;

        public ImmutableArray<int> NotNumberAtCalls { get; init; } = [];

        public void Load(ReadOnlySpan<float> parameters) => _parameters = parameters.ToArray();

        public BatchLoss Learn(IReadOnlyList<TrainingRow> rows, double totalWeight, Span<float> gradients)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            if (_calls + 1 == SleepsAtCall)
            {
                time.Advance(TimeSpan.FromHours(8));
            }

            if (++_calls == DiesAtCall)
            {
                throw new InvalidOperationException("Killed.");
            }

            var loss = 0.0;
            for (var i = 0; i < gradients.Length; i++)
            {
                var distance = _parameters[i] - 1 - (rows[0].Tokens[0] * 0.001f);
                gradients[i] += distance;
                loss += distance * distance / 2;
            }

            if (NotNumberAtCalls.Contains(_calls))
            {
                gradients[3] = float.NaN;
            }

            return new BatchLoss(loss, totalWeight, [], []);
        }

        public BatchLoss Judge(IReadOnlyList<TrainingRow> rows) => throw new NotSupportedException();

        public float[] Logits(IReadOnlyList<TrainingRow> rows, int row, int position) => throw new NotSupportedException();

        public void Dispose() { }
    }

    private sealed class Collected(List<TrainingProgress> steps) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => steps.Add(value);
    }

    private sealed class Acting(Action<TrainingProgress> act) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => act(value);
    }

    private sealed class Switch : IPause
    {
        public string? Now { get; set; }

        public int Looks { get; set; }

        public string? Reason() => Now;
    }
}
