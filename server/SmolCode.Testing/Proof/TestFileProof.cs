using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SmolCode.CodeAnalysis.Testing;
using SmolCode.Testing.Rendering;
using SmolCode.Testing.Values;

namespace SmolCode.Testing.Proof;

/// <summary>Compiles the file of tests, by itself and as a part of its project; what does not compile is dropped, test by test.</summary>
internal sealed class TestFileProof(
    TestSubject subject,
    TestFileWriter writer,
    TestPlace place,
    Stubs stubs,
    TypeNames names,
    List<DroppedTest> dropped
)
{
    private const int MaxAttempts = 6;

    /// <summary>The tests in a class of their own. Where it is a trial, what does not compile is left out without a word.</summary>
    /// <exception cref="TestSubjectException">What does not compile is no test.</exception>
    public (ImmutableArray<byte> Image, List<GeneratedTest> Tests) Compile(
        IReadOnlyList<GeneratedTest> drafts,
        TestCompilation compilation,
        string className,
        bool isTrial,
        CancellationToken cancellationToken
    )
    {
        List<GeneratedTest> tests = [.. drafts];
        for (var attempt = 0; attempt < MaxAttempts && tests.Count > 0; attempt++)
        {
            var text = writer.NewFile(place.Namespace, className, tests, stubs.Code, names);
            var (image, errors, methods) = compilation.Compile(text, subject.TestProject.AssemblyName, strict: true, cancellationToken);
            if (errors.IsEmpty)
            {
                return (image, tests);
            }

            if (isTrial)
            {
                if (methods.Count == 0)
                {
                    return ([], []);
                }

                tests.RemoveAll(t => methods.Contains(t.Name));
                continue;
            }

            if (methods.Count == 0)
            {
                throw new TestSubjectException(
                    $"The tests can't be compiled against {subject.TestProject.Name}: {errors[0].Id} {errors[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture)}"
                );
            }

            Drop(tests, methods, errors[0]);
        }

        return ([], []);
    }

    /// <summary>The file as it will stand in the project; what does not compile there is left out.</summary>
    public async Task<(string? Text, ImmutableArray<KeptTest> Kept)> InProjectAsync(
        Prover.Verdict verdict,
        CancellationToken cancellationToken
    )
    {
        List<GeneratedTest> tests = [.. verdict.Tests];
        for (var attempt = 0; attempt < MaxAttempts && tests.Count > 0; attempt++)
        {
            var text = place.Existing is var (tree, type)
                ? writer.Appended(tree, type, tests, stubs.NewCode, names)
                : writer.NewFile(place.Namespace, place.ClassName, tests, stubs.NewCode, names);
            var errors = subject.CheckInProject is { } check ? await check(place.File, text, cancellationToken) : [];
            if (errors.Count == 0)
            {
                return (text, [.. verdict.Kept.Where(k => tests.Any(t => t.Name == k.Name))]);
            }

            var methods = errors.Select(e => e.Method).OfType<string>().ToImmutableHashSet();
            if (!tests.Any(t => methods.Contains(t.Name)))
            {
                dropped.AddRange(
                    tests.Select(t => new DroppedTest(
                        t.Name,
                        $"the file does not compile in {subject.TestProject.Name}: {errors[0].Message}"
                    ))
                );
                return (null, []);
            }

            foreach (var test in tests.Where(t => methods.Contains(t.Name)))
            {
                dropped.Add(
                    new DroppedTest(
                        test.Name,
                        $"it does not compile in {subject.TestProject.Name}: {errors.First(e => e.Method == test.Name).Message}"
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
}
