using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;

namespace SmolCode.Testing;

/// <summary>Generates tests.</summary>
public interface ITestGenerationService
{
    /// <summary>Tests for the member or type at a position, or for what a selection touches. Runs the code in a sandbox process.</summary>
    /// <param name="snapshot">The document, of a trusted workspace.</param>
    /// <param name="span">Position or selection in UTF-16 units.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="progress">What is being done, for the user.</param>
    /// <param name="cancellationToken">Ends the work and the sandbox.</param>
    /// <exception cref="SmolCode.CodeAnalysis.Testing.TestSubjectException">There is nothing to test, no project, or it does not compile.</exception>
    Task<TestGenerationResult> GenerateAsync(
        DocumentSnapshot snapshot,
        TextSpan span,
        TestGenerationOptions options,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    );
}
