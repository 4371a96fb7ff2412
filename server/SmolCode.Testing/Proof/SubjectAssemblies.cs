using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SmolCode.CodeAnalysis.Testing;

namespace SmolCode.Testing.Proof;

/// <summary>Compiles the code under test: what it references as it is, itself with probes and mutants.</summary>
internal static class SubjectAssemblies
{
    /// <summary>The images, those that are referenced first.</summary>
    /// <exception cref="TestSubjectException">The code does not compile.</exception>
    public static (List<ImmutableArray<byte>> Images, InstrumentedMember Instrumented) Compile(
        TestSubject subject,
        ImmutableArray<ISymbol> members,
        CancellationToken cancellationToken
    )
    {
        ImmutableArray<EmbeddedResource> Resources(Compilation of) =>
            subject.Resources.TryGetValue(of.AssemblyName ?? "", out var embedded) ? embedded : [];
        List<ImmutableArray<byte>> images = [];
        foreach (var dependency in subject.Dependencies)
        {
            var runnable = ((CSharpCompilation)dependency).WithOptions(
                Emission.OptionsForRunning((CSharpCompilationOptions)dependency.Options)
            );
            var (image, errors) = Emission.Emit(runnable, cancellationToken, Resources(dependency));
            if (errors is [var first, ..])
            {
                throw new TestSubjectException(
                    $"{dependency.AssemblyName}, which the project references, does not compile: {first.Id} {first.GetMessage(null)}"
                );
            }

            images.Add(image);
        }

        var instrumented = Instrumentation.Apply(subject.Compilation, members, cancellationToken);
        var (target, targetErrors) = Emission.Emit(instrumented.Compilation, cancellationToken, Resources(subject.Compilation));
        if (targetErrors.Length > 0)
        {
            instrumented = Instrumentation.Apply(subject.Compilation, [], cancellationToken);
            (target, targetErrors) = Emission.Emit(instrumented.Compilation, cancellationToken, Resources(subject.Compilation));
        }

        if (targetErrors is [var error, ..])
        {
            throw new TestSubjectException($"{subject.Compilation.AssemblyName} does not compile: {error.Id} {error.GetMessage(null)}");
        }

        images.Add(target);
        return (images, instrumented);
    }
}
