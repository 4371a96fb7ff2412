using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Loading;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>
/// What was there before any candidate: the tree, its syntax errors, and the compiler's errors in the enclosing member; the latter are only
/// looked at when a candidate leaves errors there.
/// </summary>
internal sealed class Baseline
{
    private readonly DocumentSnapshot _snapshot;
    private readonly SemanticView _view;
    private readonly TextSpan _member;
    private readonly bool _isBody;
    private readonly bool _isMember;
    private readonly bool _mayMissReferences;
    private readonly Lazy<bool> _isMissingReferences;
    private readonly Lazy<Dictionary<string, int>> _errors;
    private readonly Lazy<int> _unmatchedBrackets;
    private readonly Lazy<HashSet<string>> _ownIdentifiers;

    private Baseline(
        DocumentSnapshot snapshot,
        SemanticView view,
        TextSpan member,
        bool isBody,
        bool isMember,
        int position,
        CancellationToken cancellationToken
    )
    {
        _snapshot = snapshot;
        _view = view;
        _member = member;
        _isBody = isBody;
        _isMember = isMember;
        SyntaxErrors = [.. Root.SyntaxTree.GetDiagnostics(cancellationToken)];
        _mayMissReferences = MissingReferences.Affect(snapshot, view, cancellationToken);
        _isMissingReferences = new(() => MissingReferences.IsCertain(view, CancellationToken.None));

        // Not cancelled with the first candidate that asks: the others ask as well.
        _errors = new(() =>
            SemanticErrors.Count(
                Diagnose(Root.SyntaxTree, snapshot.Analysed.String, member, new TextSpan(position, 0), CancellationToken.None)
            )
        );
        _unmatchedBrackets = new(() => Brackets.Unmatched(Root));
        _ownIdentifiers = new(() => [.. Root.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText)]);
    }

    internal SyntaxNode Root => _view.Root;

    private bool IsProgram => _isBody && _member == Root.FullSpan;

    /// <summary>There is no project, or a <c>using</c> directive that doesn't resolve.</summary>
    internal bool MayMissReferences => _mayMissReferences;

    internal SourceText Text => _snapshot.Text;

    internal ImmutableArray<Diagnostic> SyntaxErrors { get; }

    internal int UnmatchedBrackets => _unmatchedBrackets.Value;

    internal static async Task<Baseline> CreateAsync(DocumentSnapshot snapshot, Hole hole, CancellationToken cancellationToken)
    {
        var view = await snapshot.Analysed.GetViewAsync(hole.Position, cancellationToken);
        var (member, isBody, isMember) = EnclosingMember(view.Root, hole.Position);
        return new Baseline(snapshot, view, member, isBody, isMember, hole.Position, cancellationToken);
    }

    /// <summary>Whether both trees have the same tokens, literals' texts aside.</summary>
    internal bool IsSameShape(SyntaxNode other) =>
        Root.DescendantTokens().Select(t => t.RawKind).SequenceEqual(other.DescendantTokens().Select(t => t.RawKind));

    /// <summary>A name in the insertion that certainly doesn't bind, as an error; null when only compiling can tell.</summary>
    internal (string Error, int Position)? UnboundName(Insertion insertion, CancellationToken cancellationToken) =>
        !_mayMissReferences && _isBody && insertion.View(_snapshot.Analysed.Anchor) is { } view
            ? NameCheck.FindUnbound(view, insertion.Span, cancellationToken)
            : null;

    /// <summary>Code in the insertion that computes something for nobody, or does nothing, as an error; null when there is none.</summary>
    internal CompilerError? UselessCode(Insertion insertion, CancellationToken cancellationToken)
    {
        if (insertion.View(_snapshot.Analysed.Anchor) is { } view)
        {
            return First(view.Body ?? view.Root, () => view.Model);
        }

        var whole = new Lazy<SemanticModel>(() => Compile(insertion.Tree));
        return First(insertion.Root, () => whole.Value);

        CompilerError? First(SyntaxNode root, Func<SemanticModel> model) =>
            UnusedResults.First(root, model, insertion.Span, cancellationToken)
            ?? IdleCode.First(root, model, insertion.Span, cancellationToken);
    }

    /// <summary>See <see cref="CandidateChecks.FitsType"/>; null as well where it can't be told without compiling anew.</summary>
    internal bool? FitsType(Insertion insertion, CancellationToken cancellationToken) =>
        insertion.View(_snapshot.Analysed.Anchor) is { } view
            ? TypeFit.Of(view.Body ?? view.Root, view.Model, insertion.Span, cancellationToken)
            : null;

    /// <summary>
    /// Compiles several insertions together where they differ in one method's body alone, so that <see cref="NewErrors"/> finds their
    /// errors ready.
    /// </summary>
    internal void CompileTogether(IReadOnlyList<Insertion> insertions, CancellationToken cancellationToken)
    {
        if (_isBody && insertions.Count > 1)
        {
            _snapshot.Analysed.Anchor.Compile([.. insertions.Select(i => (i, MemberWith(i)))], cancellationToken);
        }
    }

    /// <summary>Errors in the member that the insertion adds.</summary>
    internal List<CompilerError> NewErrors(Insertion insertion, CancellationToken cancellationToken)
    {
        var root = insertion.Root;
        var after = Diagnose(insertion.Tree, insertion.String, MemberWith(insertion), insertion.Span, cancellationToken);
        var added = after.IsEmpty ? [] : SemanticErrors.Added(_errors.Value, after, root, insertion.Span);
        if (added.Count == 0 && !_isBody)
        {
            added = ErrorsElsewhere(insertion, cancellationToken);
        }

        if (added.Count > 0 && _mayMissReferences && _isMissingReferences.Value)
        {
            added.RemoveAll(e =>
                MissingReferences.Excuse(
                    e,
                    root,
                    () => Compile(insertion.Tree),
                    name => _ownIdentifiers.Value.Contains(name) || _snapshot.IsKnownIdentifier(name)
                )
            );
        }

        return added;
    }

    /// <summary>
    /// Errors in the bodies of other members of the file that an insertion outside of a body adds: what it declares may be what a name there
    /// means now, or make a call there ambiguous (CS0121). Those of the whole file where it writes a type's header, which says what all that
    /// names the type may do.
    /// </summary>
    private List<CompilerError> ErrorsElsewhere(Insertion insertion, CancellationToken cancellationToken)
    {
        if (DeclaredNames.IsHeaderOfType(insertion.Root, insertion.Span))
        {
            return SemanticErrors.Added(
                SemanticErrors.Count(All(Root.SyntaxTree, _snapshot.Analysed.String)),
                All(insertion.Tree, insertion.String),
                insertion.Root,
                insertion.Span
            );
        }

        var names = DeclaredNames.In(insertion.Root, insertion.Span).Where(_ownIdentifiers.Value.Contains).ToHashSet();
        if (names.Count == 0)
        {
            return [];
        }

        var after = Mentions(insertion.Tree, insertion.String, insertion.Span);
        return after.Count == 0
            ? []
            : SemanticErrors.Added(
                SemanticErrors.Count(Mentions(Root.SyntaxTree, _snapshot.Analysed.String, insertion.Range)),
                after,
                insertion.Root,
                insertion.Span
            );

        ImmutableArray<CompilerError> All(SyntaxTree tree, string text)
        {
            var file = tree.GetRoot(cancellationToken).FullSpan;
            return _snapshot.Analysed.Anchor.Errors.Get(text, file, file, () => Compile(tree), cancellationToken);
        }

        List<CompilerError> Mentions(SyntaxTree tree, string text, TextSpan apart)
        {
            var model = new Lazy<SemanticModel>(() => Compile(tree));
            return
            [
                .. DeclaredNames
                    .BodiesThatMention(tree.GetRoot(cancellationToken), names, apart)
                    .SelectMany(b => _snapshot.Analysed.Anchor.Errors.Get(text, b, null, () => model.Value, cancellationToken)),
            ];
        }
    }

    /// <summary>Where the enclosing member stands once the insertion is made.</summary>
    private TextSpan MemberWith(Insertion insertion) =>
        TextSpan.FromBounds(
            Math.Min(_member.Start, insertion.Span.Start),
            Math.Max(insertion.Span.End, Math.Min(insertion.Root.FullSpan.End, _member.End + insertion.Growth))
        );

    // In a member's header all of its body counts, and the declarations around; where a member is written, its neighbours' bodies do not.
    private ImmutableArray<CompilerError> Diagnose(
        SyntaxTree tree,
        string text,
        TextSpan span,
        TextSpan inserted,
        CancellationToken cancellationToken
    ) =>
        _snapshot.Analysed.Anchor.Errors.Get(
            text,
            bodies: _isBody || _isMember ? span : inserted,
            // The types of a top-level program stand beside its statements.
            declarations: _isBody && !IsProgram ? null
                : Declarations(tree, inserted) is { } around
                    ? TextSpan.FromBounds(Math.Min(around.Start, span.Start), Math.Max(around.End, span.End))
                : span,
            () => Compile(tree),
            cancellationToken
        );

    /// <summary>A model of the tree in place of the one that was there.</summary>
    internal SemanticModel Compile(SyntaxTree tree) =>
        tree == _view.Model.SyntaxTree && _view.Body is null
            ? _view.Model
            : _snapshot.Analysed.Anchor.Replace(tree)
                ?? _view.Model.Compilation.ReplaceSyntaxTree(_view.Model.SyntaxTree, tree).GetSemanticModel(tree);

    // Within a body the declarations don't change, and needn't be looked at again.
    private static (TextSpan Span, bool IsBody, bool IsMember) EnclosingMember(SyntaxNode root, int position)
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
                // All statements of a top-level program are one body.
                case GlobalStatementSyntax:
                    return (root.FullSpan, true, false);
                case BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax when IsInside(node, position):
                    return (node.FullSpan, false, false);
                case BaseMethodDeclarationSyntax method when IsWithin(method.Body, position) || IsWithin(method.ExpressionBody, position):
                    return (node.FullSpan, true, false);
                case AccessorDeclarationSyntax accessor
                    when IsWithin(accessor.Body, position) || IsWithin(accessor.ExpressionBody, position):
                    return (node.FullSpan, true, false);
                case MemberDeclarationSyntax when IsInside(node, position):
                    return (node.FullSpan, false, true);
            }
        }

        return root is CompilationUnitSyntax unit && unit.Members.Any(m => m is GlobalStatementSyntax)
            ? (root.FullSpan, true, false)
            : (root.FullSpan, false, false);
    }

    /// <summary>The type around an insertion: what is declared twice is told at the other place.</summary>
    private static TextSpan? Declarations(SyntaxTree tree, TextSpan inserted) =>
        tree.GetRoot().FindToken(inserted.Start).Parent?.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().FirstOrDefault()?.FullSpan;

    private static bool IsInside(SyntaxNode node, int position) => node.SpanStart < position && position < node.Span.End;

    private static bool IsWithin(BlockSyntax? body, int position) =>
        body is not null && body.OpenBraceToken.Span.End <= position && position <= body.CloseBraceToken.SpanStart;

    private static bool IsWithin(ArrowExpressionClauseSyntax? body, int position) =>
        body is not null && body.ArrowToken.Span.End <= position && position <= body.Span.End;
}
