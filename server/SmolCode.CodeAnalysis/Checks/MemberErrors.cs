using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>
/// Compiler errors by the text they were found in. Someone who types what is suggested makes the same text again and again: prefix and
/// candidate change, what they make together doesn't.
/// </summary>
internal sealed class MemberErrors
{
    private const int Capacity = 40;

    private readonly Lock _gate = new();
    private readonly LinkedList<Entry> _entries = [];

    /// <summary>The errors in a text, compiled at most once.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="bodies">Members whose bodies are compiled.</param>
    /// <param name="declarations">Where declarations are compiled too, or null.</param>
    /// <param name="compile">Gives the model of the text.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal ImmutableArray<CompilerError> Get(
        string text,
        TextSpan bodies,
        TextSpan? declarations,
        Func<SemanticModel> compile,
        CancellationToken cancellationToken
    )
    {
        var key = KeyOf(text);
        lock (_gate)
        {
            for (var node = _entries.First; node is not null; node = node.Next)
            {
                if (node.Value.Bodies == bodies && node.Value.Declarations == declarations && node.Value.Text == key)
                {
                    _entries.Remove(node);
                    _entries.AddFirst(node);
                    return node.Value.Errors;
                }
            }
        }

        var model = compile();
        var found = CompilerError.From(model.GetMethodBodyDiagnostics(bodies, cancellationToken)).Where(e => e.Span.IntersectsWith(bodies));
        if (declarations is { } span)
        {
            found = found.Concat(
                CompilerError.From(model.GetDeclarationDiagnostics(span, cancellationToken)).Where(e => e.Span.IntersectsWith(span))
            );
        }

        ImmutableArray<CompilerError> errors = [.. found];
        Add(new Entry(key, bodies, declarations, errors));
        return errors;
    }

    /// <summary>Notes the errors in bodies of a text that were found in another way.</summary>
    internal void Set(string text, TextSpan bodies, ImmutableArray<CompilerError> errors) =>
        Add(new Entry(KeyOf(text), bodies, null, errors));

    // Texts of files are large, and there are many of them.
    private static UInt128 KeyOf(string text) =>
        BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan())));

    private void Add(Entry entry)
    {
        lock (_gate)
        {
            _entries.AddFirst(entry);
            if (_entries.Count > Capacity)
            {
                _entries.RemoveLast();
            }
        }
    }

    private sealed record Entry(UInt128 Text, TextSpan Bodies, TextSpan? Declarations, ImmutableArray<CompilerError> Errors);
}
