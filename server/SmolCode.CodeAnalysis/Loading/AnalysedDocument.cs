using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Loading;

/// <summary>One version of a document with what was found out about it, shared by all snapshots of that version.</summary>
internal sealed class AnalysedDocument(Document document, SourceText text, SemanticAnchor anchor)
{
    private readonly Lazy<string> _string = new(text.ToString);
    private SemanticModel? _model;
    private SemanticView? _view;

    internal Document Document { get; } = document;

    internal SourceText Text { get; } = text;

    internal string String => _string.Value;

    internal SemanticAnchor Anchor { get; } = anchor;

    internal async Task<SyntaxNode> GetRootAsync(CancellationToken cancellationToken) =>
        await Document.GetSyntaxRootAsync(cancellationToken) ?? throw new InvalidOperationException($"{Document.Name} has no syntax tree.");

    /// <summary>A model that answers near the position, bound in an earlier version's compilation where that can be.</summary>
    internal async Task<SemanticView> GetViewAsync(int position, CancellationToken cancellationToken)
    {
        var root = await GetRootAsync(cancellationToken);
        if (Volatile.Read(ref _view) is { } known && known.Body is { } body && body.Span.Start < position && position < body.Span.End)
        {
            return known;
        }

        if (Volatile.Read(ref _model) is null && Anchor.TryView(root, String, position) is { } view)
        {
            Volatile.Write(ref _view, view);
            return view;
        }

        return new SemanticView(root, await GetSemanticModelAsync(cancellationToken), null);
    }

    /// <summary>
    /// The document with a text that may differ anywhere, bound for itself: the versions of this document go on without it.
    /// </summary>
    internal async Task<AnalysedDocument> ForkAsync(SourceText text, CancellationToken cancellationToken)
    {
        var around = await GetWholeModelAsync(cancellationToken);
        var document = Document.WithText(text);
        var tree =
            await document.GetSyntaxTreeAsync(cancellationToken)
            ?? throw new InvalidOperationException($"{Document.Name} has no syntax tree.");
        var model = around.Compilation.ReplaceSyntaxTree(around.SyntaxTree, tree).GetSemanticModel(tree);
        var anchor = new SemanticAnchor();
        var fork = new AnalysedDocument(document, text, anchor) { _model = model };
        anchor.Set(model, fork.String);
        return fork;
    }

    /// <summary>A model that answers for all of this version, in the compilation of an earlier one where there is one.</summary>
    internal async Task<SemanticModel> GetWholeModelAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _model)
        ?? Anchor.Replace((await GetRootAsync(cancellationToken)).SyntaxTree)
        ?? await GetSemanticModelAsync(cancellationToken);

    /// <summary>The model of the whole document, always the same one: it remembers what it bound.</summary>
    internal async Task<SemanticModel> GetSemanticModelAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _model) is { } known)
        {
            return known;
        }

        var model =
            await Document.GetSemanticModelAsync(cancellationToken)
            ?? throw new InvalidOperationException($"{Document.Name} has no semantic model.");
        if (Interlocked.CompareExchange(ref _model, model, null) is { } first)
        {
            return first;
        }

        Anchor.Set(model, String);
        return model;
    }
}
