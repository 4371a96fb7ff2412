using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.MSBuild;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.CodeAnalysis;
using SmolCode.CodeAnalysis.Explaining;
using SmolCode.Explanation;
using SmolCode.Inference;
using SmolCode.TestSupport;

namespace SmolCode.Benchmarks;

/// <summary>
/// Explains every type and member of a project: what crashes, how long the facts take, whether the compiler's operations (of a compilation
/// of its own) agree with every sentence, and how many of the model's sentences survive their check.
/// </summary>
internal static class ExplainBenchmark
{
    /// <summary>Runs it.</summary>
    /// <param name="path">A project that is trusted and restored.</param>
    /// <param name="withModel">Members that the model is asked about, spread over all.</param>
    /// <param name="weights">Name or path of another model than the bundled one, as <c>smolcode model use</c> takes it.</param>
    /// <param name="examples">Where explanations of members are written, spread over all; null: nowhere.</param>
    /// <param name="count">How many of them.</param>
    /// <param name="fewestLines">Shorter members and types are left out.</param>
    public static async Task<int> RunAsync(string path, int withModel, string? weights, string? examples, int count, int fewestLines)
    {
        await using var workspace = new CodeWorkspace();
        await workspace.OpenAsync(WorkspaceLocation.Resolve(path), trusted: true, progress: null, CancellationToken.None);
        await workspace.WhenIndexedAsync(CancellationToken.None);
        using var judge = MSBuildWorkspace.Create();
        await judge.OpenProjectAsync(path);
        var project = judge
            .CurrentSolution.Projects.Where(p => p.FilePath == path)
            // The newest .NET, as the workspace takes it.
            .OrderByDescending(p =>
                p.ParseOptions!.PreprocessorSymbolNames.Count(n =>
                    n.StartsWith("NET", StringComparison.Ordinal) && n.EndsWith("_0_OR_GREATER", StringComparison.Ordinal)
                )
            )
            .First();
        var compilation = (await project.GetCompilationAsync())!;
        var members = new List<(string Path, SemanticModel Model, SyntaxNode Node)>();
        foreach (
            var tree in compilation.SyntaxTrees.Where(t =>
                t.FilePath.Length > 0 && !t.FilePath.Replace('\\', '/').Contains("/obj/", StringComparison.Ordinal)
            )
        )
        {
            var model = compilation.GetSemanticModel(tree);
            members.AddRange(
                (await tree.GetRootAsync())
                    .DescendantNodes()
                    .OfType<MemberDeclarationSyntax>()
                    .Where(m => m is not (BaseNamespaceDeclarationSyntax or EnumMemberDeclarationSyntax or GlobalStatementSyntax))
                    .Where(m =>
                        tree.GetLineSpan(m.Span) is var lines
                        && lines.EndLinePosition.Line - lines.StartLinePosition.Line + 1 >= fewestLines
                    )
                    .Select(m => (tree.FilePath, model, (SyntaxNode)m))
            );
        }

        Console.WriteLine($"{Path.GetFileName(path)}: {members.Count} types and members, compiled as {project.Name}");
        using var prose = withModel > 0 ? new Owned(NewModel(weights)) : null;
        var facts = new ExplanationService(null);
        var asked = prose is null ? null : new ExplanationService(prose.Model);
        var milliseconds = new List<double>();
        var large = new List<double>();
        var flows = new List<double>();
        var (crashes, sentences, claims, untrue, modelAsked, survived, dropped) = (0, 0, 0, 0, 0, 0, 0);
        var reasons = new Dictionary<string, int>(StringComparer.Ordinal);
        var firstWords = new List<double>();
        var survivors = new List<string>();
        await using var writer = examples is null ? null : new StreamWriter(examples);
        for (var i = 0; i < members.Count; i++)
        {
            var (file, model, node) = members[i];
            var askModel = asked is not null && IsPick(i, members.Count, withModel);
            try
            {
                var snapshot = workspace.GetSnapshot(file, null, version: 0);
                var options = new ExplanationOptions
                {
                    UseModel = askModel,
                    CallerLimit = writer is not null && IsPick(i, members.Count, count) ? TimeSpan.FromSeconds(5) : TimeSpan.Zero,
                };
                var result = await (askModel ? asked! : facts).ExplainAsync(
                    snapshot,
                    node.Span,
                    options,
                    parts: null,
                    CancellationToken.None
                );
                milliseconds.Add(result.Timings.FactsMs);
                if (!askModel && options.CallerLimit == TimeSpan.Zero && result.Code.Scope == ExplainedScope.Member)
                {
                    flows.Add(result.Timings.TotalMs - result.Timings.FactsMs);
                }

                var lines = model.SyntaxTree.GetLineSpan(node.Span);
                if (lines.EndLinePosition.Line - lines.StartLinePosition.Line is >= 150 and <= 300)
                {
                    large.Add(result.Timings.FactsMs);
                }

                var judged = new ExplanationClaims(model, result.Code.Span);
                foreach (var sentence in result.Sentences)
                {
                    sentences++;
                    foreach (var problem in judged.Untrue(sentence.Text))
                    {
                        untrue++;
                        if (untrue <= 2000)
                        {
                            Console.WriteLine(
                                $"  untrue? {Path.GetFileName(file)}:{model.SyntaxTree.GetLineSpan(node.Span).StartLinePosition.Line + 1}: {problem}: {sentence.Text}"
                            );
                        }
                    }
                }

                claims += judged.Checked;
                if (askModel)
                {
                    modelAsked++;
                    var own = result.Sentences.Where(s => s.Origin == SentenceOrigin.Model).ToList();
                    survived += own.Count;
                    dropped += result.Dropped.Length;
                    survivors.AddRange(own.Select(s => s.Text));
                    foreach (var drop in result.Dropped)
                    {
                        var kind = Kind(drop.Reason);
                        reasons[kind] = reasons.GetValueOrDefault(kind) + 1;
                    }

                    if (result.Timings.FirstWordMs is { } first)
                    {
                        firstWords.Add(first);
                    }
                }

                if (writer is not null && IsPick(i, members.Count, count))
                {
                    await writer.WriteLineAsync($"<<< {Path.GetFileName(file)}\n{node.ToString().Trim()}\n>>>\n{result.Markdown}\n");
                }
            }
            catch (Exception e)
            {
                crashes++;
                Console.WriteLine($"  crash at {file}: {e}");
            }
        }

        milliseconds.Sort();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"crashes {crashes} · sentences {sentences} · claims checked {claims} · untrue {untrue} · facts p50 {At(0.5):F1} ms, p95 {At(0.95):F1} ms, max {milliseconds[^1]:F0} ms"
            )
        );
        if (flows.Count > 0)
        {
            flows.Sort();
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the flow of null, after the facts, of members: p50 {flows[flows.Count / 2]:F1} ms, p95 {flows[(int)(flows.Count * 0.95)]:F1} ms"
                )
            );
        }

        if (large.Count > 0)
        {
            large.Sort();
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"of 150 to 300 lines: {large.Count}, facts p50 {large[large.Count / 2]:F1} ms, p95 {large[(int)(0.95 * (large.Count - 1))]:F1} ms"
                )
            );
        }

        if (modelAsked > 0)
        {
            firstWords.Sort();
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"model: of {modelAsked} members {firstWords.Count} had steps to sum up; {survived + dropped} sentences, {survived} survived ({100.0 * survived / Math.Max(1, survived + dropped):F0} %; {100.0 * survived / Math.Max(1, firstWords.Count):F0} % of those explanations have one); first word p50 {firstWords[firstWords.Count / 2]:F0} ms"
                )
            );
            foreach (var (reason, n) in reasons.OrderByDescending(r => r.Value))
            {
                Console.WriteLine($"  dropped {n}: {reason}");
            }

            foreach (var text in survivors.Take(40))
            {
                Console.WriteLine($"  kept: {text}");
            }
        }

        return crashes > 0 ? 1 : 0;

        double At(double share) => milliseconds[(int)(share * (milliseconds.Count - 1))];
    }

    private static EngineLanguageModel NewModel(string? weights)
    {
        // The command line's own engine command, as this program has none.
        var host = Environment.ProcessPath!;
        return new EngineLanguageModel(
            EngineOptions.ForThisProgram() with
            {
                Command = Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
                Arguments = [Path.Combine(AppContext.BaseDirectory, "smolcode.dll"), "engine"],
                Adapter = null,
                Model = weights ?? ModelStore.DefaultModel,
            },
            NullLogger<EngineLanguageModel>.Instance
        );
    }

    /// <summary>Spread evenly: one in so many.</summary>
    private static bool IsPick(int index, int all, int wanted) =>
        wanted > 0 && (long)index * wanted / all != (long)(index + 1) * wanted / all;

    private static string Kind(string reason) =>
        reason.StartsWith('`') ? "a name that is not among the facts"
        : reason.StartsWith("the word", StringComparison.Ordinal) ? "a word that is not among the facts"
        : reason.StartsWith("the number", StringComparison.Ordinal) ? "a number that is not among the facts"
        : reason.StartsWith("the effect", StringComparison.Ordinal) ? "an effect that is not among the facts"
        : reason.StartsWith("no fact says", StringComparison.Ordinal) ? "an effect said of something else"
        : reason.StartsWith('“') ? "an absolute word"
        : reason;

    private sealed class Owned(EngineLanguageModel model) : IDisposable
    {
        public EngineLanguageModel Model => model;

        public void Dispose() => model.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
