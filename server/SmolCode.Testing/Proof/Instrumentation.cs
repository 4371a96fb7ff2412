using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.Testing.Proof;

/// <summary>
/// Writes branches and mutants into members: all mutants of all members cost one compilation, a switch picks the one that is active.
/// What does not compile so is left out, place by place.
/// </summary>
internal static class Instrumentation
{
    /// <summary>Mutants of one member beyond this are left out.</summary>
    public const int MaxMutants = 300;

    private const int MaxAttempts = 12;

    // From here on members go without as a whole, however many of their places might yet be the one.
    private const int AttemptsByPlace = 8;

    /// <summary>Kind of the annotation that names a member's place in the original text.</summary>
    private const string MemberMark = "SmolCode.Member";

    /// <summary>Instruments members that are declared in one compilation.</summary>
    public static InstrumentedMember Apply(CSharpCompilation compilation, IEnumerable<ISymbol> members, CancellationToken cancellationToken)
    {
        var bodies = members
            .SelectMany(m =>
                (
                    (m as IMethodSymbol)?.PartialImplementationPart ?? (m as IPropertySymbol)?.PartialImplementationPart ?? m
                ).DeclaringSyntaxReferences
            )
            .Select(r => r.GetSyntax(cancellationToken))
            .Where(s => s is MemberDeclarationSyntax and not TypeDeclarationSyntax)
            .GroupBy(s => s.SyntaxTree)
            .ToList();
        var left = new HashSet<(SyntaxTree, TextSpan)>();
        var without = new HashSet<(SyntaxTree, TextSpan)>();
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var result = compilation;
            var branches = 0;
            List<Mutant> mutants = [];
            List<MemberShare> shares = [];
            List<(SyntaxTree Old, SyntaxTree New)> trees = [];
            foreach (var group in bodies)
            {
                var model = compilation.GetSemanticModel(group.Key);
                var root = group.Key.GetRoot(cancellationToken);
                var rewriter = new InstrumentingRewriter(
                    model,
                    branches,
                    mutants,
                    span => left.Contains((group.Key, span)),
                    cancellationToken
                );
                // A member inside of another one is instrumented with it.
                var outermost = group
                    .Where(m => !group.Any(o => o != m && o.Span.Contains(m.Span)) && !without.Contains((group.Key, m.Span)))
                    .ToList();
                var rewritten = root.ReplaceNodes(
                    outermost,
                    (original, _) =>
                    {
                        var (firstBranch, firstMutant) = (rewriter.Branches, mutants.Count + 1);
                        var member = rewriter.Member((MemberDeclarationSyntax)original);
                        if (model.GetDeclaredSymbol(original, cancellationToken) is { } symbol)
                        {
                            shares.Add(new MemberShare(symbol, firstBranch, rewriter.Branches, firstMutant, mutants.Count + 1));
                        }

                        return member.WithAdditionalAnnotations(InstrumentingRewriter.Place(original.Span, MemberMark));
                    }
                );
                branches = rewriter.Branches;
                var tree = group.Key.WithRootAndOptions(rewritten, group.Key.Options);
                result = result.ReplaceSyntaxTree(group.Key, tree);
                trees.Add((group.Key, tree));
            }

            result = result
                .AddSyntaxTrees(ProbeSource.Create(branches + 1, mutants.Count, (CSharpParseOptions)Options(compilation)))
                .WithOptions(Emission.OptionsForRunning(compilation.Options));
            var failed = false;
            foreach (var (old, tree) in trees)
            {
                var errors = result
                    .GetSemanticModel(tree)
                    .GetDiagnostics(cancellationToken: cancellationToken)
                    .Where(d => d.Severity == DiagnosticSeverity.Error)
                    .ToList();
                foreach (var error in errors)
                {
                    failed = true;
                    var node = tree.GetRoot(cancellationToken).FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true);
                    var marked = node.AncestorsAndSelf()
                        .Select(n => n.GetAnnotations(InstrumentingRewriter.Mark).FirstOrDefault())
                        .OfType<SyntaxAnnotation>();
                    var any = false;
                    if (attempt >= AttemptsByPlace)
                    {
                        marked = [];
                    }

                    // The innermost place first; a place that was left out before makes its surroundings suspect.
                    foreach (var mark in marked)
                    {
                        var span = InstrumentingRewriter.SpanOf(mark);
                        if (left.Add((old, span)))
                        {
                            any = true;
                            break;
                        }
                    }

                    // Nothing to blame: the member goes without.
                    if (!any)
                    {
                        var member = node.AncestorsAndSelf()
                            .Select(n => n.GetAnnotations(MemberMark).FirstOrDefault())
                            .OfType<SyntaxAnnotation>()
                            .FirstOrDefault();
                        if (member is null)
                        {
                            return Plain(compilation);
                        }

                        without.Add((old, InstrumentingRewriter.SpanOf(member)));
                    }
                }
            }

            if (!failed)
            {
                return new InstrumentedMember(result, branches, [.. mutants], [.. shares]);
            }
        }

        return Plain(compilation);
    }

    private static ParseOptions Options(CSharpCompilation compilation) =>
        compilation.SyntaxTrees.FirstOrDefault()?.Options ?? CSharpParseOptions.Default;

    private static InstrumentedMember Plain(CSharpCompilation compilation) =>
        new(
            compilation
                .AddSyntaxTrees(ProbeSource.Create(1, 0, (CSharpParseOptions)Options(compilation)))
                .WithOptions(Emission.OptionsForRunning(compilation.Options)),
            0,
            [],
            []
        );
}
