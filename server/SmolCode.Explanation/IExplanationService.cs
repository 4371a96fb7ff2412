using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;

namespace SmolCode.Explanation;

/// <summary>Explains selections.</summary>
public interface IExplanationService
{
    /// <summary>Explains what is selected.</summary>
    /// <param name="snapshot">The document.</param>
    /// <param name="selection">What is selected, in UTF-16 units; empty means the member or statement there.</param>
    /// <param name="options">How.</param>
    /// <param name="parts">
    /// Told of Markdown as it comes, each part to be put after those before: first all that the facts say, then what is found and worded
    /// later. The returned explanation has it all in its place.
    /// </param>
    /// <param name="cancellationToken">Cancels; nothing keeps computing after it.</param>
    Task<CodeExplanation> ExplainAsync(
        DocumentSnapshot snapshot,
        TextSpan selection,
        ExplanationOptions options,
        Action<string>? parts,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Explains the members of a document to nobody, those nearest to the position first, so that what an explanation there needs is there:
    /// the code bound, the documentation read, the explainer compiled.
    /// </summary>
    /// <param name="snapshot">The document.</param>
    /// <param name="position">Where the user looks, in UTF-16 units.</param>
    /// <param name="cancellationToken">Cancels; what is ready by then stays.</param>
    Task WarmAsync(DocumentSnapshot snapshot, int position, CancellationToken cancellationToken);
}
