using System.Globalization;
using SmolCode.Benchmarks;

switch (args)
{
    case ["keystrokes", var workspace, var file]:
        return await KeystrokeBenchmark.RunAsync(Path.GetFullPath(workspace), Path.GetFullPath(file));
    case ["server", var workspace, var file]:
        return await ServerBenchmark.RunAsync(Path.GetFullPath(workspace), Path.GetFullPath(file));
    case ["lines", var workspace, var file]:
        return await LinesBenchmark.RunAsync(Path.GetFullPath(workspace), Path.GetFullPath(file));
    case ["proof", var holes, var root, var project, var report]:
        return await ProofBenchmark.RunAsync(holes, Path.GetFullPath(root), Path.GetFullPath(project), report);
    case ["context", var holes, var root, var project, var output, .. { Length: > 0 } policies]:
        return await ContextBenchmark.RunAsync(holes, Path.GetFullPath(root), Path.GetFullPath(project), policies, output);
    case ["edits", var repository, var folder, var count, .. { Length: > 0 } factors]:
        return await EditsBenchmark.RunAsync(
            Path.GetFullPath(repository),
            folder,
            int.Parse(count, CultureInfo.InvariantCulture),
            [.. factors.Select(f => double.Parse(f, CultureInfo.InvariantCulture))]
        );
    case ["tests-repo", var project, "--members", var count, .. var options]
        when int.TryParse(count, CultureInfo.InvariantCulture, out var members):
        return await GeneratedTestsBenchmark.RunAsync(
            Path.GetFullPath(project),
            members,
            seed: 1,
            Array.IndexOf(options, "--log") is >= 0 and var logged ? options[logged + 1] : null,
            Number(options, "--minutes"),
            options.Contains("--model"),
            Array.IndexOf(options, "--write") is >= 0 and var written ? options[written + 1] : null
        );
    case ["tests-judged", var project, var log, var report]:
        return StrykerJudgement.Run(Path.GetFullPath(project), log, report);
    case ["explain-speed", var project, .. var options]:
        return await ExplainSpeedBenchmark.RunAsync(Path.GetFullPath(project), options.Contains("--warm"));
    case ["explain-repo", var project, .. var options]:
        return await ExplainBenchmark.RunAsync(
            Path.GetFullPath(project),
            Number(options, "--model"),
            Array.IndexOf(options, "--weights") is >= 0 and var named ? options[named + 1] : null,
            Array.IndexOf(options, "--write") is >= 0 and var at ? options[at + 1] : null,
            Number(options, "--examples"),
            Number(options, "--min-lines")
        );
    case ["team-server", var holes, var root, var workspace, .. var clients]:
        return await TeamServerBenchmark.RunAsync(
            holes,
            Path.GetFullPath(root),
            Path.GetFullPath(workspace),
            [.. clients.Select(c => int.Parse(c, CultureInfo.InvariantCulture))]
        );
    case ["train-ranking", var output, .. { Length: > 0 } reports]:
        return RankingBenchmark.Run(output, reports);
    case ["shared-letters", .. { Length: > 0 } reports]:
        return SharedLetters.Run(reports);
    case ["quality", var output, .. { Length: > 0 } reports]:
        return QualityReport.Run(output, reports);
    default:
        Console.Error.WriteLine(
            "Usage: dotnet run -c Release --project tests/SmolCode.Benchmarks -- keystrokes|lines|server PROJECT.csproj FILE.cs\n"
                + "       dotnet run -c Release --project tests/SmolCode.Benchmarks -- proof HOLES.jsonl ROOT PROJECT.csproj REPORT.json\n"
                + "       dotnet run -c Release --project tests/SmolCode.Benchmarks -- context HOLES.jsonl ROOT PROJECT.csproj OUT.tsv POLICY...\n"
                + "       dotnet run -c Release --project tests/SmolCode.Benchmarks -- edits CLONE FOLDER COMMITS FACTOR...\n"
                + "       dotnet run -c Release --project tests/SmolCode.Benchmarks -- tests-repo PROJECT.csproj --members N [--log FILE.jsonl] [--minutes N] [--model] [--write DIR]\n"
                + "       dotnet run -c Release --project tests/SmolCode.Benchmarks -- tests-judged PROJECT.csproj FILE.jsonl STRYKER-REPORT.json\n"
                + "       dotnet run -c Release --project tests/SmolCode.Benchmarks -- explain-speed PROJECT.csproj [--warm]\n"
                + "       dotnet run -c Release --project tests/SmolCode.Benchmarks -- explain-repo PROJECT.csproj [--model N [--weights NAME]] [--write FILE --examples N] [--min-lines N]\n"
                + "       dotnet run -c Release --project tests/SmolCode.Benchmarks -- team-server HOLES.jsonl ROOT PROJECT.csproj CLIENTS...\n"
                + "       dotnet run -c Release --project tests/SmolCode.Benchmarks -- train-ranking OUT.cs REPORT.json...\n"
                + "       dotnet run -c Release --project tests/SmolCode.Benchmarks -- quality OUT.md [--note TEXT] REPORT.json...\n"
                + "       dotnet run -c Release --project tests/SmolCode.Benchmarks -- shared-letters REPORT.json...\n"
                + "The project is loaded through MSBuild (and tests-repo runs its code): name one that you trust."
        );
        return 2;
}

static int Number(string[] options, string name) =>
    Array.IndexOf(options, name) is >= 0 and var at ? int.Parse(options[at + 1], CultureInfo.InvariantCulture) : 0;
