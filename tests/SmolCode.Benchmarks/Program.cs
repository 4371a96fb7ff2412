using System.Globalization;
using SmolCode.Benchmarks;

switch (args)
{
    case ["keystrokes", var workspace, var file]:
        return await KeystrokeBenchmark.RunAsync(Path.GetFullPath(workspace), Path.GetFullPath(file));
    case ["server", var workspace, var file]:
        return await ServerBenchmark.RunAsync(Path.GetFullPath(workspace), Path.GetFullPath(file));
    case ["tests-repo", var project, "--members", var count] when int.TryParse(count, CultureInfo.InvariantCulture, out var members):
        return await GeneratedTestsBenchmark.RunAsync(Path.GetFullPath(project), members, seed: 1);
    default:
        Console.Error.WriteLine(
            "Usage: dotnet run -c Release --project tests/SmolCode.Benchmarks -- keystrokes|server PROJECT.csproj FILE.cs\n"
                + "       dotnet run -c Release --project tests/SmolCode.Benchmarks -- tests-repo PROJECT.csproj --members N\n"
                + "The project is loaded through MSBuild, and its code is run: name one that you trust."
        );
        return 2;
}
