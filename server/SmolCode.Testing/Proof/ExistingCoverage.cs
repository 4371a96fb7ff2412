using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SmolCode.CodeAnalysis.Testing;
using SmolCode.Testing.Rendering;
using SmolCode.Testing.Sandboxing;

namespace SmolCode.Testing.Proof;

/// <summary>Runs the tests that a class has already.</summary>
internal sealed class ExistingCoverage(TestSubject subject, Func<IEnumerable<ImmutableArray<byte>>, Sandbox> newSandbox, long fuel)
{
    /// <summary>Branches that they take. None when they can't be run alone.</summary>
    public async Task<ImmutableHashSet<int>> OfAsync(
        TestPlace place,
        List<ImmutableArray<byte>> images,
        IProgress<string>? progress,
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
            .WithReferences(subject.TestProject.References.Concat(images.Select(i => MetadataReference.CreateFromImage(i))))
            .WithOptions(Emission.OptionsForRunning((CSharpCompilationOptions)tests.Options));
        var (image, errors) = Emission.Emit(runnable, cancellationToken);
        if (!errors.IsEmpty)
        {
            return [];
        }

        await using var sandbox = newSandbox(images.Append(image));
        var taken = ImmutableHashSet.CreateBuilder<int>();
        foreach (var (test, row) in TestPlace.RunnableTests(type))
        {
            var reply = await sandbox.RunAsync(
                new SandboxRequest
                {
                    Id = 0,
                    Assembly = subject.TestProject.AssemblyName,
                    Type = place.RuntimeName(place.ClassName),
                    Method = test,
                    Row = row,
                    Fuel = fuel,
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
}
