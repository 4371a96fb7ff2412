using System.Collections.Immutable;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Answer to <c>smolcode/generateTests</c>.</summary>
/// <param name="Edit">Writes the test file; null when no test is offered.</param>
/// <param name="File">Absolute path of the test file.</param>
/// <param name="Framework">xunit, nunit or mstest.</param>
/// <param name="Kept">Tests that are offered.</param>
/// <param name="Dropped">Tests that are not, and why.</param>
/// <param name="Findings">Documented contracts that the code breaks.</param>
/// <param name="BranchCoverage">Share of the branches of the members.</param>
/// <param name="Mutants">Mutants of the members.</param>
/// <param name="Run">How the tests of the file are run, once they are written.</param>
/// <param name="TotalMs">Milliseconds that it took.</param>
internal sealed record GenerateTestsResult(
    WorkspaceEdit? Edit,
    string File,
    string Framework,
    ImmutableArray<GenerateTestsResult.KeptTest> Kept,
    ImmutableArray<GenerateTestsResult.DroppedTest> Dropped,
    ImmutableArray<GenerateTestsResult.BrokenContract> Findings,
    GenerateTestsResult.Coverage BranchCoverage,
    GenerateTestsResult.MutantCount Mutants,
    GenerateTestsResult.RunCommand Run,
    double TotalMs
)
{
    /// <summary>A test that is offered.</summary>
    internal sealed record KeptTest(string Name, string Origin, int Kills, int Branches);

    /// <summary>A test that is not.</summary>
    internal sealed record DroppedTest(string Name, string Reason);

    /// <summary>A documented contract that the code breaks.</summary>
    internal sealed record BrokenContract(string Member, string Message, string Code);

    /// <summary>Arguments of <c>dotnet</c>, and the absolute path of the folder to run it in.</summary>
    internal sealed record RunCommand(ImmutableArray<string> Arguments, string Folder);

    /// <summary>Shares of branches.</summary>
    internal sealed record Coverage(double Before, double After);

    /// <summary>How many mutants there are, and how many a test kills.</summary>
    internal sealed record MutantCount(int Total, int Killed);
}
