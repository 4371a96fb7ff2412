using Microsoft.CodeAnalysis;
using SmolCode.CodeAnalysis.Testing;

namespace SmolCode.Testing.Tests;

/// <summary>Test frameworks and assertion libraries that generated tests are compiled and run with.</summary>
internal static class Libraries
{
    public static IEnumerable<MetadataReference> For(TestFramework framework, AssertionLibrary assertions) =>
        Names(framework, assertions)
            .SelectMany(n => Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "libraries"), n))
            .Select(f => MetadataReference.CreateFromFile(f));

    public static IEnumerable<MetadataReference> Named(params string[] files) =>
        files.Select(f => MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, "libraries", f)));

    private static IEnumerable<string> Names(TestFramework framework, AssertionLibrary assertions)
    {
        switch (framework)
        {
            case TestFramework.NUnit:
                yield return "nunit.framework.dll";
                break;
            case TestFramework.MSTest:
                yield return "*TestFramework*.dll";
                break;
        }

        switch (assertions)
        {
            case AssertionLibrary.Shouldly:
                yield return "Shouldly.dll";
                yield return "DiffEngine.dll";
                yield return "EmptyFiles.dll";
                break;
            case AssertionLibrary.FluentAssertions:
                yield return "FluentAssertions.dll";
                break;
            case AssertionLibrary.AwesomeAssertions:
                yield return "AwesomeAssertions.dll";
                break;
        }
    }
}
