using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SmolCode.CodeAnalysis.Loading;

/// <summary>Leaves out of the compilation what no check looks at and every keystroke would pay for.</summary>
internal static class CompilationTuning
{
    /// <summary>
    /// Nullable flow analysis yields warnings only, and takes about half of the time to bind a member. The compiler has a switch for it
    /// (annotations stay as they are).
    /// </summary>
    private static readonly KeyValuePair<string, string> NoNullableAnalysis = new("run-nullable-analysis", "never");

    /// <summary>Parse options without nullable flow analysis.</summary>
    internal static CSharpParseOptions WithoutNullableAnalysis(CSharpParseOptions options) =>
        options.WithFeatures(options.Features.Where(f => f.Key != NoNullableAnalysis.Key).Append(NoNullableAnalysis));

    /// <summary>The options without this tuning: what the build of the project would warn of.</summary>
    internal static CSharpParseOptions WithNullableAnalysis(CSharpParseOptions options) =>
        options.WithFeatures(options.Features.Where(f => f.Key != NoNullableAnalysis.Key));

    /// <summary>All projects of a solution tuned.</summary>
    internal static Solution Tune(Solution solution)
    {
        foreach (var id in solution.ProjectIds)
        {
            if (solution.GetProject(id)?.ParseOptions is CSharpParseOptions options)
            {
                solution = solution.WithProjectParseOptions(id, WithoutNullableAnalysis(options));
            }
        }

        return solution;
    }
}
