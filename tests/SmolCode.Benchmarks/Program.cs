using SmolCode.Benchmarks;

if (args is not [var benchmark and ("keystrokes" or "server"), var workspace, var file])
{
    Console.Error.WriteLine(
        "Usage: dotnet run -c Release --project tests/SmolCode.Benchmarks -- keystrokes|server PROJECT.csproj FILE.cs\n"
            + "The project is loaded through MSBuild: name one that you trust."
    );
    return 2;
}

return benchmark == "keystrokes"
    ? await KeystrokeBenchmark.RunAsync(Path.GetFullPath(workspace), Path.GetFullPath(file))
    : await ServerBenchmark.RunAsync(Path.GetFullPath(workspace), Path.GetFullPath(file));
