using System.Collections.Immutable;
using System.Text;
using SmolCode.CodeAnalysis.Testing;
using SmolCode.Testing.Planning;
using SmolCode.Testing.Rendering;

namespace SmolCode.Testing.Proof;

/// <summary>An assembly with a method for every case that compiles, which carries it out and gives back what came of it.</summary>
/// <param name="Image">The assembly.</param>
/// <param name="Cases">The cases in it.</param>
/// <param name="FirstError">Why others are not.</param>
internal sealed record ObservationAssembly(ImmutableArray<byte> Image, HashSet<PlannedCase> Cases, string? FirstError)
{
    /// <summary>Name of its class.</summary>
    public const string ClassName = "SmolCodeObservations";

    private const int MaxAttempts = 6;

    /// <summary>Compiles it; what does not compile is left out, method by method.</summary>
    public static ObservationAssembly Compile(
        TestPlan plan,
        TestProject project,
        TestCompilation compilation,
        TestPlace place,
        CancellationToken cancellationToken
    )
    {
        var left = plan.Cases.Index().ToDictionary(c => $"Case{c.Index}", c => c.Item);
        string? firstError = null;
        for (var attempt = 0; attempt < MaxAttempts && left.Count > 0; attempt++)
        {
            var text = new StringBuilder();
            // What it writes may name more namespaces, so it comes first.
            var stubs = string.Join('\n', plan.Stubs.Code);
            foreach (var space in plan.Names.Usings.Append("System.Collections.Generic").Append("System.Linq"))
            {
                text.Append("using ").Append(space).Append(";\n");
            }

            if (project.Mocks != MockingLibrary.None)
            {
                text.Append("using ").Append(project.Mocks).Append(";\n");
            }

            text.Append("namespace ")
                .Append(place.Namespace)
                .Append(" { public class ")
                .Append(ClassName)
                .Append(" {\npublic static bool Arranged;\n");
            foreach (var (name, planned) in left)
            {
                var (body, isAsync) = TestWriter.Observation(planned);
                text.Append(isAsync ? "public static async System.Threading.Tasks.Task<object> " : "public static object ")
                    .Append(name)
                    .Append("() {\n");
                text.AppendJoin('\n', body).Append("\n}\n");
            }

            text.Append(stubs).Append("\n} }\n");
            var (image, errors, methods) = compilation.Compile(text.ToString(), project.AssemblyName, strict: false, cancellationToken);
            if (errors.IsEmpty)
            {
                return new ObservationAssembly(image, [.. left.Values], firstError);
            }

            firstError ??= $"{errors[0].Id} {errors[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
            if (methods.Count == 0 || !methods.Any(left.Remove))
            {
                break;
            }

            foreach (var method in methods)
            {
                left.Remove(method);
            }
        }

        return new ObservationAssembly([], [], firstError);
    }
}
