using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Loading;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>
/// The compiler's errors in a whole file before and after a change of its <c>using</c> directives, which hold for all of it: a name of the
/// file may have two meanings now (CS0104), or a call other candidates.
/// </summary>
internal sealed class FileErrors(AnalysedDocument before)
{
    private Dictionary<string, int>? _before;

    /// <summary>Whether another version of the file, which holds an insertion, has an error more.</summary>
    internal async Task<bool> AreAddedAsync(AnalysedDocument after, TextSpan inserted, CancellationToken cancellationToken)
    {
        _before ??= SemanticErrors.Count(await OfAsync(before, cancellationToken));
        var root = await after.GetRootAsync(cancellationToken);
        return SemanticErrors.Added(_before, await OfAsync(after, cancellationToken), root, inserted).Count > 0;
    }

    private static async Task<IEnumerable<CompilerError>> OfAsync(AnalysedDocument document, CancellationToken cancellationToken)
    {
        SemanticModel model = await document.GetWholeModelAsync(cancellationToken);
        return CompilerError.From(model.GetDiagnostics(cancellationToken: cancellationToken));
    }
}
