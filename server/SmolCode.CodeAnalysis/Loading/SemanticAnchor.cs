using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Checks;

namespace SmolCode.CodeAnalysis.Loading;

/// <summary>
/// A version of a document that was compiled, shared by the versions that follow it: as long as only one method body differs, they are bound
/// in its compilation.
/// </summary>
internal sealed class SemanticAnchor
{
    private sealed record Version(SemanticModel Model, string Text);

    private Version? _version;

    /// <summary>Errors found in texts so far.</summary>
    internal MemberErrors Errors { get; } = new();

    /// <summary>Takes a version's model.</summary>
    internal void Set(SemanticModel model, string text) => Volatile.Write(ref _version, new Version(model, text));

    /// <summary>Binds a tree near the position, or null.</summary>
    internal SemanticView? TryView(SyntaxNode root, string text, int position) =>
        Volatile.Read(ref _version) is not { } version ? null
        // Somebody else has compiled this very version meanwhile: nothing is to be speculated about.
        : version.Model.SyntaxTree == root.SyntaxTree ? new SemanticView(root, version.Model, null)
        : SemanticView.TrySpeculate(version.Model, version.Text, root, text, position);

    /// <summary>Finds the errors of insertions that differ in one method's body alone, all at once; leaves those of others unknown.</summary>
    /// <param name="insertions">Each with the member around it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal void Compile(IReadOnlyList<(Insertion Insertion, TextSpan Member)> insertions, CancellationToken cancellationToken)
    {
        if (
            Volatile.Read(ref _version) is not { } version
            || BodyBatch.Compile(version.Model, version.Text, [.. insertions.Select(i => i.Insertion)], cancellationToken) is not { } errors
        )
        {
            return;
        }

        foreach (var ((insertion, member), found) in insertions.Zip(errors))
        {
            if (!found.IsDefault)
            {
                Errors.Set(insertion.String, member, [.. found.Where(e => e.Span.IntersectsWith(member))]);
            }
        }
    }

    /// <summary>The compiled version with its tree replaced, or null.</summary>
    internal SemanticModel? Replace(SyntaxTree tree)
    {
        if (Volatile.Read(ref _version) is not { } version)
        {
            return null;
        }

        return version.Model.SyntaxTree == tree
            ? version.Model
            : version.Model.Compilation.ReplaceSyntaxTree(version.Model.SyntaxTree, tree).GetSemanticModel(tree);
    }
}
