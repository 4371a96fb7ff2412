using System.Globalization;
using SmolCode.Benchmarks;

if (args is ["explain-repo", var project, .. var options])
{
    int Number(string name) =>
        Array.IndexOf(options, name) is >= 0 and var at ? int.Parse(options[at + 1], CultureInfo.InvariantCulture) : 0;
    return await ExplainBenchmark.RunAsync(
        Path.GetFullPath(project),
        Number("--model"),
        Array.IndexOf(options, "--write") is >= 0 and var file ? options[file + 1] : null,
        Number("--examples")
    );
}

if (args is not [var benchmark and ("keystrokes" or "server"), var workspace, var source])
{
    Console.Error.WriteLine(
        "Usage: dotnet run -c Release --project tests/SmolCode.Benchmarks -- keystrokes|server PROJECT.csproj FILE.cs\n"
            + "       dotnet run -c Release --project tests/SmolCode.Benchmarks -- explain-repo PROJECT.csproj [--model N] [--write FILE --examples N]\n"
            + "The project is loaded through MSBuild: name one that you trust."
    );
    return 2;
}

return benchmark == "keystrokes"
    ? await KeystrokeBenchmark.RunAsync(Path.GetFullPath(workspace), Path.GetFullPath(source))
    : await ServerBenchmark.RunAsync(Path.GetFullPath(workspace), Path.GetFullPath(source));
