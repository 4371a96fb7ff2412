using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis;

/// <summary>What the compiler says about a whole document.</summary>
public static class CompilerErrors
{
    /// <summary>All errors of the document as "CS0103: message", in the order of their positions in UTF-16 units.</summary>
    public static async Task<ImmutableArray<(string Error, TextSpan Span)>> OfDocumentAsync(
        DocumentSnapshot snapshot,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var model = await snapshot.Document.GetSemanticModelAsync(cancellationToken);
        return model is null
            ? []
            :
            [
                .. model
                    .GetDiagnostics(cancellationToken: cancellationToken)
                    .Where(d => d.Severity == DiagnosticSeverity.Error)
                    .OrderBy(d => d.Location.SourceSpan.Start)
                    .Select(d => ($"{d.Id}: {d.GetMessage(CultureInfo.InvariantCulture)}", d.Location.SourceSpan)),
            ];
    }
}
