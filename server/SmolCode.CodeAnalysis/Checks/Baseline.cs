using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>What was there before any candidate: the tree, its syntax errors, and the compiler's errors in the enclosing member.</summary>
internal sealed class Baseline
{
    private readonly DocumentSnapshot _snapshot;
    private readonly SemanticModel _model;
    private readonly TextSpan _member;
    private readonly bool _isBody;
    private readonly bool _isMissingReferences;
    private readonly Dictionary<string, int> _errors;
    private readonly Lazy<int> _unmatchedBrackets;

    private Baseline(
        DocumentSnapshot snapshot,
        SyntaxNode root,
        SemanticModel model,
        TextSpan member,
        bool isBody,
        CancellationToken cancellationToken
    )
    {
        _snapshot = snapshot;
        Root = root;
        _model = model;
        _member = member;
        _isBody = isBody;
        SyntaxErrors = [.. root.SyntaxTree.GetDiagnostics(cancellationToken)];
        _isMissingReferences = MissingReferences.Affect(snapshot, model, root, cancellationToken);
        _errors = SemanticErrors.Count(Diagnose(model, member, cancellationToken));
        _unmatchedBrackets = new(() => Brackets.Unmatched(root));
    }

    internal SyntaxNode Root { get; }

    internal ImmutableArray<Diagnostic> SyntaxErrors { get; }

    internal int UnmatchedBrackets => _unmatchedBrackets.Value;

    internal static async Task<Baseline> CreateAsync(DocumentSnapshot snapshot, Hole hole, CancellationToken cancellationToken)
    {
        var root =
            await snapshot.Document.GetSyntaxRootAsync(cancellationToken)
            ?? throw new InvalidOperationException($"{snapshot.Path} has no syntax tree.");
        var model = await snapshot.Analysed.GetSemanticModelAsync(cancellationToken);
        var (member, isBody) = EnclosingMember(root, hole.Position);
        return new Baseline(snapshot, root, model, member, isBody, cancellationToken);
    }

    /// <summary>Whether both trees have the same tokens, literals' texts aside.</summary>
    internal bool IsSameShape(SyntaxNode other) =>
        Root.DescendantTokens().Select(t => t.RawKind).SequenceEqual(other.DescendantTokens().Select(t => t.RawKind));

    /// <summary>Errors in the member that the insertion adds.</summary>
    internal List<Diagnostic> NewErrors(SyntaxNode root, TextSpan inserted, int growth, CancellationToken cancellationToken)
    {
        var compilation = _model.Compilation.ReplaceSyntaxTree(Root.SyntaxTree, root.SyntaxTree);
        var model = compilation.GetSemanticModel(root.SyntaxTree);
        var end = Math.Max(inserted.End, Math.Min(root.FullSpan.End, _member.End + growth));
        var after = Diagnose(model, TextSpan.FromBounds(Math.Min(_member.Start, inserted.Start), end), cancellationToken);
        var added = SemanticErrors.Added(_errors, after, inserted);
        if (_isMissingReferences && added.Count > 0)
        {
            var own = new Lazy<HashSet<string>>(() =>
                [.. Root.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText)]
            );
            added.RemoveAll(e => MissingReferences.Excuse(e, root, name => own.Value.Contains(name) || _snapshot.IsKnownIdentifier(name)));
        }

        return added;
    }

    private List<Diagnostic> Diagnose(SemanticModel model, TextSpan span, CancellationToken cancellationToken)
    {
        var diagnostics = model.GetMethodBodyDiagnostics(span, cancellationToken).AsEnumerable();
        if (!_isBody)
        {
            diagnostics = diagnostics.Concat(model.GetDeclarationDiagnostics(span, cancellationToken));
        }

        return [.. SemanticErrors.Errors(diagnostics).Where(d => d.Location.SourceSpan.IntersectsWith(span))];
    }

    // Within a body the declarations don't change, and needn't be looked at again.
    private static (TextSpan Span, bool IsBody) EnclosingMember(SyntaxNode root, int position)
    {
        var token = root.FindToken(Math.Min(position, Math.Max(0, root.FullSpan.End - 1)));
        if (token.SpanStart >= position && position > 0)
        {
            token = root.FindToken(position - 1);
        }

        for (var node = token.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case GlobalStatementSyntax:
                    return (root.FullSpan, false);
                case BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax:
                    return (node.FullSpan, false);
                case BaseMethodDeclarationSyntax method:
                    return (
                        node.FullSpan,
                        method.Body is { } body && body.OpenBraceToken.Span.End <= position && position <= body.CloseBraceToken.SpanStart
                            || method.ExpressionBody is { } arrow && arrow.ArrowToken.Span.End <= position
                    );
                case MemberDeclarationSyntax:
                    return (node.FullSpan, false);
            }
        }

        return (root.FullSpan, false);
    }
}
