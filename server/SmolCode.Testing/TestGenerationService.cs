using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.CodeAnalysis.Testing;
using SmolCode.Inference;
using SmolCode.Testing.Planning;
using SmolCode.Testing.Proof;
using SmolCode.Testing.Proposals;
using SmolCode.Testing.Rendering;
using SmolCode.Testing.Sandboxing;
using SmolCode.Testing.Values;

namespace SmolCode.Testing;

/// <summary>
/// Plans ways to call members, runs them in a sandbox, writes tests of what came of it, and keeps those that pass every time and prove
/// something that no other one does.
/// </summary>
/// <param name="sandboxOptions">How code under test is run.</param>
/// <param name="model">A model of code, which proposes texts to pass. Null: tests are whole without.</param>
public sealed class TestGenerationService(SandboxOptions sandboxOptions, ILanguageModel? model = null) : ITestGenerationService
{
    /// <summary>Probes that a run may pass.</summary>
    private const long Fuel = 2_000_000;

    /// <inheritdoc />
    public async Task<TestGenerationResult> GenerateAsync(
        DocumentSnapshot snapshot,
        TextSpan span,
        TestGenerationOptions options,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        progress?.Report("Looking for what to test");
        var subject = await TestSubjects.FindAsync(snapshot, span, options.TestProject, options.Framework, cancellationToken);
        return await GenerateAsync(subject, options, progress, cancellationToken);
    }

    /// <summary>Tests for a subject that is known.</summary>
    public Task<TestGenerationResult> GenerateAsync(
        TestSubject subject,
        TestGenerationOptions options,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    ) => Task.Run(() => new Generation(sandboxOptions, model, subject, options, progress).RunAsync(cancellationToken), cancellationToken);

    /// <summary>One run, and what it gathers.</summary>
    private sealed class Generation(
        SandboxOptions sandboxOptions,
        ILanguageModel? model,
        TestSubject subject,
        TestGenerationOptions options,
        IProgress<string>? progress
    )
    {
        private readonly TestProject project = subject.TestProject;
        private readonly List<DroppedTest> dropped = [];
        private readonly List<TestFinding> findings = [];
        private readonly Stopwatch total = Stopwatch.StartNew();
        private double planMs;
        private double compileMs;
        private double runMs;
        private double mutateMs;

        public async Task<TestGenerationResult> RunAsync(CancellationToken cancellationToken)
        {
            var surroundings = new Surroundings(subject, SeesInternals());
            var members = Harmless(surroundings, cancellationToken);
            var (images, instrumented) = Timed(ref compileMs, () => SubjectAssemblies.Compile(subject, members, cancellationToken));
            var compilation = new TestCompilation(project, [.. images.Select(i => MetadataReference.CreateFromImage(i))]);

            var place = TestPlace.Of(subject);
            if (model is not null && options.ModelLimit > TimeSpan.Zero)
            {
                progress?.Report("Asking the model for values");
                surroundings.Proposed = await new TextProposer(model, subject, place).ProposeAsync(
                    members,
                    options.ModelLimit,
                    cancellationToken
                );
            }

            progress?.Report($"Planning tests of {members.Length} members");
            var (plan, style, drafts, fixture, free) = await DraftAsync(
                members,
                surroundings,
                compilation,
                images,
                place,
                cancellationToken
            );

            ImmutableArray<KeptTest> kept = [];
            ImmutableHashSet<int> taken = [];
            var killed = ImmutableDictionary<int, string>.Empty;
            string? text = null;
            var before = ImmutableHashSet<int>.Empty;
            if (drafts.Count > 0)
            {
                var proof = new TestFileProof(subject, new TestFileWriter(project, style, fixture), place, plan.Stubs, plan.Names, dropped);
                const string ProofClass = "SmolCodeProof";
                var (image, tests) = Timed(
                    ref compileMs,
                    () => proof.Compile(drafts, compilation, ProofClass, isTrial: false, cancellationToken)
                );
                if (tests.Count > 0)
                {
                    await using var sandbox = NewSandbox(images.Append(image));
                    var prover = new Prover(sandbox, project.AssemblyName, place.RuntimeName(ProofClass), Fuel);
                    progress?.Report($"Running {tests.Count} tests three times");
                    var clock = Stopwatch.StartNew();
                    var passed = await prover.RepeatAsync(tests, dropped, cancellationToken);
                    before = await new ExistingCoverage(subject, NewSandbox, Fuel).OfAsync(place, images, progress, cancellationToken);
                    var virtualBranches = BodilessMembers.WithBranches(members, passed, instrumented.Branches);
                    runMs += clock.Elapsed.TotalMilliseconds;
                    clock.Restart();
                    progress?.Report($"{passed.Count} tests pass; running them against {instrumented.Mutants.Length} mutants");
                    var verdict = await prover.SelectAsync(
                        virtualBranches,
                        instrumented,
                        before,
                        options.MutationBudget * Math.Max(1, members.Length),
                        dropped,
                        progress,
                        cancellationToken
                    );
                    mutateMs = clock.Elapsed.TotalMilliseconds;
                    (kept, taken, killed) = (verdict.Kept, verdict.Branches, verdict.Killed);
                    var became = new Dictionary<string, string>(StringComparer.Ordinal);
                    if (project.Style.HasRows)
                    {
                        (verdict, became) = await WithRowsAsync(verdict, proof, compilation, images, style, free, cancellationToken);
                        killed = verdict.Killed;
                    }

                    (text, kept) = await proof.InProjectAsync(verdict, cancellationToken);
                    var names = kept.Select(k => k.Name).ToHashSet();
                    killed = [.. killed.Where(k => names.Contains(k.Value))];
                    taken =
                    [
                        .. virtualBranches
                            .Where(p => names.Contains(became.GetValueOrDefault(p.Test.Name, p.Test.Name)))
                            .SelectMany(p => p.Branches),
                    ];
                }
            }

            var withoutBody = BodilessMembers.Count(members);
            var branches = instrumented.Branches + withoutBody;
            return new TestGenerationResult
            {
                File = place.File,
                ClassName = place.RuntimeName(place.ClassName),
                Text = text,
                Exists = place.Existing is not null,
                TestProject = project,
                ProjectPath = subject.ProjectPath,
                Members = [.. subject.Members.Select(MemberPlanner.NameOf)],
                Kept = kept,
                Dropped = [.. dropped],
                Findings = [.. findings],
                BranchesBefore = branches == 0 ? 0 : (double)before.Count / branches,
                BranchesAfter = branches == 0 ? 0 : Math.Min(1, (double)taken.Union(before).Count / branches),
                Mutants = instrumented.Mutants.Length,
                Killed = killed.Count,
                Survivors = [.. instrumented.Mutants.Where(m => !killed.ContainsKey(m.Id)).Select(m => $"line {m.Line}: {m.Description}")],
                Proposed = surroundings.Proposed.Count,
                WithoutNetwork = Confinement.ForbidsNetwork,
                WithReadOnlyFiles = Confinement.ForbidsWriting,
                Timings = new TestGenerationTimings(planMs, compileMs, runMs, mutateMs, total.Elapsed.TotalMilliseconds),
            };
        }

        // Tests that differ in values become rows of one; whether those pass is seen by running them.
        private async Task<(Prover.Verdict Verdict, Dictionary<string, string> Became)> WithRowsAsync(
            Prover.Verdict verdict,
            TestFileProof proof,
            TestCompilation compilation,
            List<ImmutableArray<byte>> images,
            AssertionStyle style,
            Func<GeneratedTest, string> free,
            CancellationToken cancellationToken
        )
        {
            const string RowsClass = "SmolCodeRows";
            var isNullable = project.CompilationOptions.NullableContextOptions != NullableContextOptions.Disable;
            var (merged, became) = new DataRows(style, project.Style.ResultName, isNullable, free).Merge(verdict.Tests);
            if (became.Count == 0)
            {
                return (verdict, []);
            }

            // What does not compile is no loss: its tests stay as they are.
            var (image, compiled) = proof.Compile(
                [.. merged.Where(t => !t.Rows.IsEmpty)],
                compilation,
                RowsClass,
                isTrial: true,
                cancellationToken
            );
            if (compiled.Count == 0)
            {
                return (verdict, []);
            }

            await using var sandbox = NewSandbox(images.Append(image));
            var prover = new Prover(sandbox, project.AssemblyName, TestPlace.Of(subject).RuntimeName(RowsClass), Fuel);
            var passing = await prover.RowsThatPassAsync(compiled, cancellationToken);
            var names = became.Where(b => passing.Contains(b.Value.Name)).ToDictionary(b => b.Key, b => b.Value.Name);
            string Of(string name) => names.GetValueOrDefault(name, name);
            return (
                verdict with
                {
                    Tests = [.. verdict.Tests.Select(t => names.ContainsKey(t.Name) ? became[t.Name] : t).Distinct()],
                    Kept =
                    [
                        .. verdict
                            .Kept.GroupBy(k => Of(k.Name))
                            .Select(g => g.First() with { Name = g.Key, Kills = g.Sum(k => k.Kills), Branches = g.Sum(k => k.Branches) }),
                    ],
                    Killed = verdict.Killed.ToImmutableDictionary(k => k.Key, k => Of(k.Value)),
                },
                names
            );
        }

        private bool SeesInternals() =>
            subject
                .Compilation.Assembly.GetAttributes()
                .Any(a =>
                    a.AttributeClass?.Name == "InternalsVisibleToAttribute"
                    && a.ConstructorArguments is [{ Value: string name }]
                    && name.Split(',')[0].Trim() == project.AssemblyName
                    // A friend that is named with its key has to be signed with it.
                    && (!name.Contains("PublicKey", StringComparison.Ordinal) || project.CompilationOptions.CryptoKeyFile is not null)
                )
            || subject.Compilation.AssemblyName == project.AssemblyName;

        private ImmutableArray<ISymbol> Harmless(Surroundings surroundings, CancellationToken cancellationToken)
        {
            var effects = new OutsideEffects(subject.Compilation, subject.Dependencies, surroundings.AllTypes);
            var known = new Dictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
            surroundings.IsHarmless = s =>
                known.TryGetValue(s, out var isHarmless)
                    ? isHarmless
                    : known[s] = effects.OfCall(s, cancellationToken).All(options.Allowed.Contains);
            surroundings.ReadOfMachine = s => effects.ReadOfMachine(s, cancellationToken);
            var harmless = ImmutableArray.CreateBuilder<ISymbol>();
            foreach (var member in subject.Members)
            {
                var refused = effects.Of(member, cancellationToken).Where(e => !options.Allowed.Contains(e)).ToList();
                if (refused.Count == 0)
                {
                    harmless.Add(member);
                }
                else
                {
                    dropped.Add(
                        new DroppedTest(
                            MemberPlanner.NameOf(member),
                            $"it is not run, because it reaches {string.Join(", ", refused)}; to run it all the same: --allow {string.Join(" ", refused)}"
                        )
                    );
                }
            }

            return harmless.ToImmutable();
        }

        /// <summary>Plans cases, carries them out and writes a test of what came of each.</summary>
        private async Task<(
            TestPlan Plan,
            AssertionStyle Style,
            List<GeneratedTest> Tests,
            Fixture? Fixture,
            Func<GeneratedTest, string> Free
        )> DraftAsync(
            ImmutableArray<ISymbol> members,
            Surroundings surroundings,
            TestCompilation compilation,
            List<ImmutableArray<byte>> images,
            TestPlace place,
            CancellationToken cancellationToken
        )
        {
            var (plan, compiled) = Planned(members, surroundings, compilation, place, cancellationToken);
            foreach (var (name, reason) in plan.Unplanned)
            {
                dropped.Add(new DroppedTest(name, reason));
            }

            foreach (var group in plan.Cases.Except(compiled.Cases).GroupBy(c => c.MemberName))
            {
                dropped.Add(new DroppedTest(group.Key, $"{group.Count()} planned calls don't compile: {compiled.FirstError}"));
            }

            var style = AssertionStyle.For(project, HasThrowsExactly());
            if (compiled.Cases.Count == 0)
            {
                return (plan, style, [], null, t => t.Name);
            }

            progress?.Report($"Running {compiled.Cases.Count} calls to see what they do");
            var clock = Stopwatch.StartNew();
            await using var sandbox = NewSandbox(images.Append(compiled.Image));
            var writer = new TestWriter(style, new AssertionWriter(style, plan.Names, surroundings), plan.Names, surroundings);
            var drafts = new TestDrafts(project, place, writer, dropped, findings, options.Naming);
            var observer = new Observer(sandbox, project.AssemblyName, place.RuntimeName(ObservationAssembly.ClassName), Fuel);
            var observed = await observer.RunAsync(
                plan,
                compiled.Cases,
                (planned, reason) => dropped.Add(new DroppedTest(drafts.CaseName(planned), reason)),
                cancellationToken
            );
            foreach (var (planned, reply) in observed.Where(o => o.Value.Exception is null).ToList())
            {
                var read = surroundings.ReadOfMachine(planned.Member.OriginalDefinition);
                if (planned.Oracle is null && MachineFacts.Problem(planned.Member, read, reply.Value) is { } problem)
                {
                    observed.Remove(planned);
                    dropped.Add(new DroppedTest(drafts.CaseName(planned), problem));
                }
            }

            var (tests, fixture) = drafts.Write(plan, observed);
            runMs += clock.Elapsed.TotalMilliseconds;
            return (plan, style, tests, fixture, drafts.Free);
        }

        // Short names and the test doubles that are there first; where those need more than themselves, or names are ambiguous, without.
        private (TestPlan Plan, ObservationAssembly Compiled) Planned(
            ImmutableArray<ISymbol> members,
            Surroundings surroundings,
            TestCompilation compilation,
            TestPlace place,
            CancellationToken cancellationToken
        )
        {
            (TestPlan Plan, ObservationAssembly Compiled)? best = null;
            foreach (var (qualified, withDoubles) in new[] { (false, true), (false, false), (true, false) })
            {
                var plan = Timed(ref planMs, () => TestPlan.Of(members, surroundings, qualified, withDoubles, cancellationToken));
                var compiled = Timed(
                    ref compileMs,
                    () => ObservationAssembly.Compile(plan, project, compilation, place, cancellationToken)
                );
                if (best is null || compiled.Cases.Count > best.Value.Compiled.Cases.Count)
                {
                    best = (plan, compiled);
                }

                if (compiled.Cases.Count * 10 >= plan.Cases.Count * 8)
                {
                    break;
                }
            }

            return best!.Value;
        }

        private bool HasThrowsExactly()
        {
            if (project.Framework != TestFramework.MSTest)
            {
                return true;
            }

            var probe = CSharpCompilation.Create("probe", references: project.References);
            return probe.GetTypeByMetadataName("Microsoft.VisualStudio.TestTools.UnitTesting.Assert")?.GetMembers("ThrowsExactly").Length
                > 0;
        }

        private Sandbox NewSandbox(IEnumerable<ImmutableArray<byte>> images) =>
            new(
                sandboxOptions,
                images,
                subject
                    .Compilation.References.Concat(project.References)
                    .OfType<PortableExecutableReference>()
                    .Select(r => r.FilePath)
                    .OfType<string>()
                    .Distinct(),
                subject.Compilation.AssemblyName
            );

        private static T Timed<T>(ref double sum, Func<T> work)
        {
            var clock = Stopwatch.StartNew();
            var result = work();
            sum += clock.Elapsed.TotalMilliseconds;
            return result;
        }
    }
}
