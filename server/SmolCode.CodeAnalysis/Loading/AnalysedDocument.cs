using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Loading;

/// <summary>One version of a document with what was found out about it, shared by all snapshots of that version.</summary>
internal sealed class AnalysedDocument(Document document, SourceText text)
{
    private SemanticModel? _model;

    internal Document Document { get; } = document;

    internal SourceText Text { get; } = text;

    /// <summary>The semantic model, always the same one: it remembers what it bound.</summary>
    internal async Task<SemanticModel> GetSemanticModelAsync(CancellationToken cancellationToken)
    {
        if (_model is { } known)
        {
            return known;
        }

        var model =
            await Document.GetSemanticModelAsync(cancellationToken)
            ?? throw new InvalidOperationException($"{Document.Name} has no semantic model.");
        return Interlocked.CompareExchange(ref _model, model, null) ?? model;
    }
}
