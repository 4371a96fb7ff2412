using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>
/// Compiler errors by the text they were found in. Someone who types what is suggested makes the same text again and again: prefix and
/// candidate change, what they make together doesn't.
/// </summary>
internal sealed class MemberErrors
{
    private const int Capacity = 24;

    private readonly Lock _gate = new();
    private readonly LinkedList<Entry> _entries = [];

    /// <summary>The errors of a span in a text, compiled at most once.</summary>
    internal ImmutableArray<CompilerError> Get(
        string text,
        TextSpan span,
        bool isBody,
        Func<SemanticModel> compile,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            for (var node = _entries.First; node is not null; node = node.Next)
            {
                if (node.Value.Span == span && node.Value.IsBody == isBody && node.Value.Text == text)
                {
                    _entries.Remove(node);
                    _entries.AddFirst(node);
                    return node.Value.Errors;
                }
            }
        }

        var model = compile();
        var diagnostics = model.GetMethodBodyDiagnostics(span, cancellationToken).AsEnumerable();
        if (!isBody)
        {
            diagnostics = diagnostics.Concat(model.GetDeclarationDiagnostics(span, cancellationToken));
        }

        ImmutableArray<CompilerError> errors = [.. CompilerError.From(diagnostics).Where(e => e.Span.IntersectsWith(span))];
        lock (_gate)
        {
            _entries.AddFirst(new Entry(text, span, isBody, errors));
            if (_entries.Count > Capacity)
            {
                _entries.RemoveLast();
            }
        }

        return errors;
    }

    private sealed record Entry(string Text, TextSpan Span, bool IsBody, ImmutableArray<CompilerError> Errors);
}
