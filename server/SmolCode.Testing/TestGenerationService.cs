using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.CodeAnalysis.Testing;
using SmolCode.Testing.Planning;
using SmolCode.Testing.Proof;
using SmolCode.Testing.Rendering;
using SmolCode.Testing.Sandboxing;
using SmolCode.Testing.Values;

namespace SmolCode.Testing;

/// <summary>
/// Plans ways to call members, runs them in a sandbox, writes tests of what came of it, and keeps those that pass every time and prove
/// something that no other one does.
/// </summary>
public sealed class TestGenerationService(SandboxOptions sandboxOptions) : ITestGenerationService
{
    /// <summary>Probes that a run may pass.</summary>
    private const long Fuel = 2_000_000;

    private const string ObservationClass = "SmolCodeObservations";
    private const int MaxAttempts = 6;

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
    ) => Task.Run(() => new Generation(sandboxOptions, subject, options, progress).RunAsync(cancellationToken), cancellationToken);

    /// <summary>One run, and what it gathers.</summary>
    private sealed class Generation(
        SandboxOptions sandboxOptions,
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
            var (images, instrumented) = Timed(ref compileMs, () => CompileSubject(members, cancellationToken));
            var compilation = new TestCompilation(project, [.. images.Select(i => MetadataReference.CreateFromImage(i))]);

            var place = TestPlace.Of(subject);
            progress?.Report($"Planning tests of {members.Length} members");
            var drafts = await ObserveAsync(members, surroundings, compilation, images, place, cancellationToken);

            ImmutableArray<KeptTest> kept = [];
            ImmutableHashSet<int> taken = [];
            var killed = ImmutableDictionary<int, string>.Empty;
            string? text = null;
            var before = ImmutableHashSet<int>.Empty;
            if (drafts.Tests.Count > 0)
            {
                var writer = new TestFileWriter(project, drafts.Style);
                const string ProofClass = "SmolCodeProof";
                var (image, tests) = Timed(
                    ref compileMs,
                    () => CompileTests(drafts, compilation, writer, place, ProofClass, cancellationToken)
                );
                if (tests.Count > 0)
                {
                    await using var sandbox = NewSandbox(images.Append(image));
                    var prover = new Prover(sandbox, project.AssemblyName, $"{place.Namespace}.{ProofClass}", Fuel);
                    progress?.Report($"Running {tests.Count} tests three times");
                    var clock = Stopwatch.StartNew();
                    var passed = await prover.RepeatAsync(tests, dropped, cancellationToken);
                    before = await BeforeAsync(place, images, cancellationToken);
                    // A member without a body of its own has one thing to reach: itself.
                    var virtualBranches = VirtualBranches(members, passed, instrumented.Branches);
                    runMs += clock.Elapsed.TotalMilliseconds;
                    clock.Restart();
                    progress?.Report($"{passed.Count} tests pass; running them against {instrumented.Mutants.Length} mutants");
                    var verdict = await prover.SelectAsync(
                        virtualBranches,
                        instrumented.Mutants,
                        before,
                        options.MutationBudget * Math.Max(1, members.Length),
                        dropped,
                        progress,
                        cancellationToken
                    );
                    mutateMs = clock.Elapsed.TotalMilliseconds;
                    (kept, taken, killed) = (verdict.Kept, verdict.Branches, verdict.Killed);
                    (text, kept) = await InProjectAsync(writer, drafts, verdict, place, cancellationToken);
                    var names = kept.Select(k => k.Name).ToHashSet();
                    killed = [.. killed.Where(k => names.Contains(k.Value))];
                    taken = [.. virtualBranches.Where(p => names.Contains(p.Test.Name)).SelectMany(p => p.Branches)];
                }
            }

            var withoutBody = members.Count(m => !HasBody(m));
            var branches = instrumented.Branches + withoutBody;
            return new TestGenerationResult
            {
                File = place.File,
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
                WithoutNetwork = Sandbox.ForbidsNetwork,
                Timings = new TestGenerationTimings(planMs, compileMs, runMs, mutateMs, total.Elapsed.TotalMilliseconds),
            };
        }

        /// <summary>Branches that the tests take which the class has already. None when they can't be run alone.</summary>
        private async Task<ImmutableHashSet<int>> BeforeAsync(
            TestPlace place,
            List<ImmutableArray<byte>> images,
            CancellationToken cancellationToken
        )
        {
            if (
                place.Existing is not var (_, type)
                || subject.CompileTestProject is not { } compile
                || await compile(cancellationToken) is not { } tests
            )
            {
                return [];
            }

            progress?.Report("Running the tests that are there");
            var runnable = tests
                .WithReferences(project.References.Concat(images.Select(i => MetadataReference.CreateFromImage(i))))
                .WithOptions(Emission.OptionsForRunning((CSharpCompilationOptions)tests.Options));
            var (image, errors) = Emission.Emit(runnable, cancellationToken);
            if (!errors.IsEmpty)
            {
                return [];
            }

            await using var sandbox = NewSandbox(images.Append(image));
            var taken = ImmutableHashSet.CreateBuilder<int>();
            foreach (var test in TestPlace.RunnableTests(type))
            {
                var reply = await sandbox.RunAsync(
                    new SandboxRequest
                    {
                        Id = 0,
                        Assembly = project.AssemblyName,
                        Type = $"{place.Namespace}.{place.ClassName}",
                        Method = test,
                        Fuel = Fuel,
                    },
                    cancellationToken
                );
                if (reply is { Problem: null, Exception: null })
                {
                    taken.UnionWith(reply.Hits);
                }
            }

            return taken.ToImmutable();
        }

        private sealed record Drafts(IReadOnlyList<GeneratedTest> Tests, AssertionStyle Style, TypeNames Names, Stubs Stubs);

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
            var effects = new OutsideEffects(subject.Compilation, surroundings.AllTypes);
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

        private (List<ImmutableArray<byte>> Images, InstrumentedMember Instrumented) CompileSubject(
            ImmutableArray<ISymbol> members,
            CancellationToken cancellationToken
        )
        {
            List<ImmutableArray<byte>> images = [];
            foreach (var dependency in subject.Dependencies)
            {
                var runnable = ((CSharpCompilation)dependency).WithOptions(
                    Emission.OptionsForRunning((CSharpCompilationOptions)dependency.Options)
                );
                var (image, errors) = Emission.Emit(runnable, cancellationToken);
                if (errors is [var first, ..])
                {
                    throw new TestSubjectException(
                        $"{dependency.AssemblyName}, which the project references, does not compile: {first.Id} {first.GetMessage(null)}"
                    );
                }

                images.Add(image);
            }

            var instrumented = Instrumentation.Apply(subject.Compilation, members, cancellationToken);
            var (target, targetErrors) = Emission.Emit(instrumented.Compilation, cancellationToken);
            if (targetErrors.Length > 0)
            {
                instrumented = Instrumentation.Apply(subject.Compilation, [], cancellationToken);
                (target, targetErrors) = Emission.Emit(instrumented.Compilation, cancellationToken);
            }

            if (targetErrors is [var error, ..])
            {
                throw new TestSubjectException($"{subject.Compilation.AssemblyName} does not compile: {error.Id} {error.GetMessage(null)}");
            }

            images.Add(target);
            return (images, instrumented);
        }

        /// <summary>Runs every planned case and writes a test of what came of it.</summary>
        private async Task<Drafts> ObserveAsync(
            ImmutableArray<ISymbol> members,
            Surroundings surroundings,
            TestCompilation compilation,
            List<ImmutableArray<byte>> images,
            TestPlace place,
            CancellationToken cancellationToken
        )
        {
            // Short names first; where they are ambiguous, all names in full.
            var shortPlan = Timed(ref planMs, () => PlanAll(members, surroundings, qualified: false, cancellationToken));
            var compiled = Timed(ref compileMs, () => CompileObservations(shortPlan, compilation, place, cancellationToken));
            var plan = shortPlan;
            if (compiled.Cases.Count * 10 < shortPlan.Cases.Count * 8)
            {
                var fullPlan = Timed(ref planMs, () => PlanAll(members, surroundings, qualified: true, cancellationToken));
                var again = Timed(ref compileMs, () => CompileObservations(fullPlan, compilation, place, cancellationToken));
                if (again.Cases.Count > compiled.Cases.Count)
                {
                    (plan, compiled) = (fullPlan, again);
                }
            }

            foreach (var (name, reason) in plan.Unplanned)
            {
                dropped.Add(new DroppedTest(name, reason));
            }

            foreach (var group in plan.Cases.Except(compiled.Cases).GroupBy(c => c.MemberName))
            {
                dropped.Add(new DroppedTest(group.Key, $"{group.Count()} planned calls don't compile: {compiled.FirstError}"));
            }

            var style = AssertionStyle.For(project, HasThrowsExactly());
            var writer = new TestWriter(style, new AssertionWriter(style, plan.Names, surroundings), plan.Names, surroundings);
            List<GeneratedTest> tests = [];
            if (compiled.Cases.Count == 0)
            {
                return new Drafts(tests, style, plan.Names, plan.Stubs);
            }

            progress?.Report($"Running {compiled.Cases.Count} calls to see what they do");
            var clock = Stopwatch.StartNew();
            await using var sandbox = NewSandbox(images.Append(compiled.Image));
            var observed = new Dictionary<int, SandboxReply>();
            var unsteady = new HashSet<int>();
            for (var repeat = 0; repeat < 3; repeat++)
            {
                for (var i = 0; i < plan.Cases.Count; i++)
                {
                    if (!compiled.Cases.Contains(plan.Cases[i]) || unsteady.Contains(i))
                    {
                        continue;
                    }

                    var reply = await sandbox.RunAsync(
                        new SandboxRequest
                        {
                            Id = 0,
                            Assembly = project.AssemblyName,
                            Type = $"{place.Namespace}.{ObservationClass}",
                            Method = $"Case{i}",
                            Fuel = Fuel,
                            Variation = repeat % 2,
                            Describe = true,
                        },
                        cancellationToken
                    );
                    var problem =
                        reply.Problem
                        ?? (
                            reply.OutOfFuel ? "it runs too long"
                            : reply is { Exception: { } e, Arranged: false }
                                ? $"what it needs can't be made: {e.Type[0].Split('.')[^1]}: {e.Message.Split('\n')[0]}"
                            : null
                        );
                    if (problem is not null)
                    {
                        unsteady.Add(i);
                        dropped.Add(new DroppedTest(CaseName(plan.Cases[i]), problem));
                    }
                    else if (!observed.TryGetValue(i, out var before))
                    {
                        observed[i] = reply;
                    }
                    else if (Fingerprint(before) != Fingerprint(reply))
                    {
                        unsteady.Add(i);
                        dropped.Add(
                            new DroppedTest(CaseName(plan.Cases[i]), "its result changes with time, culture, time zone or process")
                        );
                    }
                }

                if (repeat == 1)
                {
                    sandbox.Restart();
                }
            }

            var present = place.TestNames();
            var bodies = new HashSet<string>(place.Bodies(), StringComparer.Ordinal);
            var used = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < plan.Cases.Count; i++)
            {
                if (unsteady.Contains(i) || !observed.TryGetValue(i, out var reply))
                {
                    continue;
                }

                var planned = plan.Cases[i];
                if (Broken(planned, reply) is { } finding)
                {
                    if (!findings.Any(f => f.Member == finding.Member && f.Message == finding.Message))
                    {
                        findings.Add(finding);
                    }

                    continue;
                }

                if (planned.NullParameter is { } parameter && IsForbidden(planned, parameter, reply))
                {
                    dropped.Add(
                        new DroppedTest(CaseName(planned), $"null is not allowed for {parameter.Name}, and nothing promises what it does")
                    );
                    continue;
                }

                if (writer.Write(planned, reply, out var reason) is not { } test)
                {
                    dropped.Add(new DroppedTest(CaseName(planned), reason!));
                    continue;
                }

                if (!bodies.Add(TestPlace.Normalised(string.Concat(test.Body))))
                {
                    dropped.Add(new DroppedTest(test.Name, "there is such a test already"));
                    continue;
                }

                var name = project.NamesHaveUnderscores ? test.Name : test.Name.Replace("_", "", StringComparison.Ordinal);
                for (var n = 2; present.Contains(name) || !used.Add(name); n++)
                {
                    name = $"{(project.NamesHaveUnderscores ? test.Name : test.Name.Replace("_", "", StringComparison.Ordinal))}{n}";
                }

                tests.Add(test with { Name = name });
            }

            runMs += clock.Elapsed.TotalMilliseconds;
            return new Drafts(tests, style, plan.Names, plan.Stubs);
        }

        private sealed record PlanOfAll(List<PlannedCase> Cases, List<(string, string)> Unplanned, TypeNames Names, Stubs Stubs);

        private static PlanOfAll PlanAll(
            ImmutableArray<ISymbol> members,
            Surroundings surroundings,
            bool qualified,
            CancellationToken cancellationToken
        )
        {
            var names = new TypeNames(qualified);
            var stubs = new Stubs(names);
            var planner = new MemberPlanner(surroundings, new ValueSource(surroundings, names, stubs), names);
            List<PlannedCase> cases = [];
            List<(string, string)> unplanned = [];
            foreach (var member in members)
            {
                cases.AddRange(planner.Plan(member, cancellationToken, out var reason));
                if (reason is not null)
                {
                    unplanned.Add((MemberPlanner.NameOf(member), reason));
                }
            }

            return new PlanOfAll(cases, unplanned, names, stubs);
        }

        private (ImmutableArray<byte> Image, HashSet<PlannedCase> Cases, string? FirstError) CompileObservations(
            PlanOfAll plan,
            TestCompilation compilation,
            TestPlace place,
            CancellationToken cancellationToken
        )
        {
            var left = plan.Cases.Index().ToDictionary(c => $"Case{c.Index}", c => c.Item);
            string? firstError = null;
            for (var attempt = 0; attempt < MaxAttempts && left.Count > 0; attempt++)
            {
                var text = new System.Text.StringBuilder();
                foreach (var space in plan.Names.Usings.Append("System.Collections.Generic"))
                {
                    text.Append("using ").Append(space).Append(";\n");
                }

                if (project.Mocks != MockingLibrary.None)
                {
                    text.Append("using ").Append(project.Mocks).Append(";\n");
                }

                text.Append("namespace ")
                    .Append(place.Namespace)
                    .Append(" { public class ")
                    .Append(ObservationClass)
                    .Append(" {\npublic static bool Arranged;\n");
                foreach (var (name, planned) in left)
                {
                    var (body, isAsync) = TestWriter.Observation(planned);
                    text.Append(isAsync ? "public static async System.Threading.Tasks.Task<object> " : "public static object ")
                        .Append(name)
                        .Append("() {\n");
                    text.AppendJoin('\n', body).Append("\n}\n");
                }

                text.AppendJoin('\n', plan.Stubs.Code).Append("\n} }\n");
                var (image, errors, methods) = compilation.Compile(text.ToString(), project.AssemblyName, strict: false, cancellationToken);
                if (errors.IsEmpty)
                {
                    return (image, [.. left.Values], firstError);
                }

                firstError ??= $"{errors[0].Id} {errors[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
                if (methods.Count == 0 || !methods.Any(left.Remove))
                {
                    break;
                }

                foreach (var method in methods)
                {
                    left.Remove(method);
                }
            }

            return ([], [], firstError);
        }

        private (ImmutableArray<byte> Image, List<GeneratedTest> Tests) CompileTests(
            Drafts drafts,
            TestCompilation compilation,
            TestFileWriter writer,
            TestPlace place,
            string className,
            CancellationToken cancellationToken
        )
        {
            List<GeneratedTest> tests = [.. drafts.Tests];
            for (var attempt = 0; attempt < MaxAttempts && tests.Count > 0; attempt++)
            {
                var text = writer.NewFile(place.Namespace, className, tests, drafts.Stubs.Code, drafts.Names);
                var (image, errors, methods) = compilation.Compile(text, project.AssemblyName, strict: true, cancellationToken);
                if (errors.IsEmpty)
                {
                    return (image, tests);
                }

                if (methods.Count == 0)
                {
                    throw new TestSubjectException(
                        $"The tests can't be compiled against {project.Name}: {errors[0].Id} {errors[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture)}"
                    );
                }

                Drop(tests, methods, errors[0]);
            }

            return ([], []);
        }

        /// <summary>The file as it will stand in the project; what does not compile there is left out.</summary>
        private async Task<(string? Text, ImmutableArray<KeptTest> Kept)> InProjectAsync(
            TestFileWriter writer,
            Drafts drafts,
            Prover.Verdict verdict,
            TestPlace place,
            CancellationToken cancellationToken
        )
        {
            List<GeneratedTest> tests = [.. verdict.Tests];
            for (var attempt = 0; attempt < MaxAttempts && tests.Count > 0; attempt++)
            {
                var text = place.Existing is var (tree, type)
                    ? writer.Appended(tree, type, tests, drafts.Stubs.Code, drafts.Names)
                    : writer.NewFile(place.Namespace, place.ClassName, tests, drafts.Stubs.Code, drafts.Names);
                var errors = subject.CheckInProject is { } check ? await check(place.File, text, cancellationToken) : [];
                if (errors.Count == 0)
                {
                    return (text, [.. verdict.Kept.Where(k => tests.Any(t => t.Name == k.Name))]);
                }

                var methods = errors.Select(e => e.Method).OfType<string>().ToImmutableHashSet();
                if (!tests.Any(t => methods.Contains(t.Name)))
                {
                    dropped.AddRange(
                        tests.Select(t => new DroppedTest(t.Name, $"the file does not compile in {project.Name}: {errors[0].Message}"))
                    );
                    return (null, []);
                }

                foreach (var test in tests.Where(t => methods.Contains(t.Name)))
                {
                    dropped.Add(
                        new DroppedTest(
                            test.Name,
                            $"it does not compile in {project.Name}: {errors.First(e => e.Method == test.Name).Message}"
                        )
                    );
                }

                tests.RemoveAll(t => methods.Contains(t.Name));
            }

            return (null, []);
        }

        private void Drop(List<GeneratedTest> tests, ImmutableHashSet<string> methods, Diagnostic first)
        {
            foreach (var test in tests.Where(t => methods.Contains(t.Name)))
            {
                dropped.Add(
                    new DroppedTest(
                        test.Name,
                        $"it does not compile: {first.Id} {first.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}"
                    )
                );
            }

            tests.RemoveAll(t => methods.Contains(t.Name));
        }

        private static TestFinding? Broken(PlannedCase planned, SandboxReply reply)
        {
            if (
                planned is not { IsDocumented: true, PromisedException: { } promised }
                || reply.Exception?.Type.Any(t => t.EndsWith("." + promised, StringComparison.Ordinal)) == true
            )
            {
                return null;
            }

            var happened = reply.Exception is { } other ? $"{other.Type[0].Split('.')[^1]} is thrown" : "nothing is thrown";
            return new TestFinding(
                planned.MemberName,
                $"The documentation promises {promised} {(planned.NullParameter is { } p ? $"when {p.Name} is null" : "for a negative number")}, but {happened}.",
                planned.Act
            );
        }

        // What happens with a null that the signature forbids is asserted only when it is refused by name.
        private static bool IsForbidden(PlannedCase planned, IParameterSymbol parameter, SandboxReply reply) =>
            planned.PromisedException is null
            && parameter.Type.NullableAnnotation == NullableAnnotation.NotAnnotated
            && !(
                reply.Exception is { } exception && exception.Type.Contains("System.ArgumentException") && exception.ParamName is not null
            );

        private static string Fingerprint(SandboxReply reply) =>
            reply.Exception is { } exception ? $"{exception.Type[0]} {exception.ParamName}" : reply.Value?.Fingerprint ?? "";

        private string CaseName(PlannedCase planned) =>
            planned.Condition.Length == 0
                ? planned.MemberName
                : $"{planned.MemberName}{(project.NamesHaveUnderscores ? "_" : "")}{planned.Condition}";

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

        private static bool HasBody(ISymbol member) =>
            member.DeclaringSyntaxReferences.Any(r =>
                r.GetSyntax() is not TypeDeclarationSyntax and var node
                && node.DescendantNodes()
                    .Any(n =>
                        n is BlockSyntax or ArrowExpressionClauseSyntax
                        && n.Parent
                            is BaseMethodDeclarationSyntax
                                or AccessorDeclarationSyntax
                                or PropertyDeclarationSyntax
                                or IndexerDeclarationSyntax
                    )
            );

        private static List<Prover.Passed> VirtualBranches(ImmutableArray<ISymbol> members, List<Prover.Passed> passed, int branches)
        {
            var numbers = members
                .Where(m => !HasBody(m))
                .Select((m, i) => (m, i))
                .ToDictionary(m => m.m, m => branches + 1000 + m.i, SymbolEqualityComparer.Default);
            return
            [
                .. passed.Select(p =>
                    numbers.TryGetValue(p.Test.Member.OriginalDefinition, out var number) ? p with { Branches = p.Branches.Add(number) } : p
                ),
            ];
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
