using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SmolCode.CodeAnalysis.Facts;
using SmolCode.CodeAnalysis.Holes;

namespace SmolCode.CodeAnalysis;

/// <summary>Declarations of the types in play near a hole, for a prompt.</summary>
public static class TypedFacts
{
    /// <summary>
    /// Declarations of at most <paramref name="maxTypes"/> types as compact C# (header and accessible members, at most 25 lines each), the
    /// most useful last. They stay the same while a line is being typed, but for the receiver's and the expected type at the end. Types
    /// declared in the same file are left out. <see cref="CodeWindow.Path"/> is the declaring file, or Namespace/Type.cs for a type from
    /// an assembly.
    /// </summary>
    public static async Task<ImmutableArray<CodeWindow>> CollectAsync(
        DocumentSnapshot snapshot,
        Hole hole,
        int maxTypes,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(hole);
        if (maxTypes <= 0 || hole.Position > snapshot.Text.Length)
        {
            return [];
        }

        var root = await snapshot.Analysed.GetRootAsync(cancellationToken);
        var left = LeftContext.At(root, snapshot.Text, hole.Position);
        if (left.Token == default)
        {
            return [];
        }

        var view = await snapshot.Analysed.GetViewAsync(hole.Position, cancellationToken);
        var model = view.Model;
        var inCode = hole.Kind is not (HoleKind.Comment or HoleKind.DocComment or HoleKind.String or HoleKind.Preprocessor);
        var expected = inCode ? new ExpectedType(model, hole.Position, cancellationToken).After(left.Token) : null;
        var receiver =
            hole.Kind == HoleKind.MemberAccess ? Receiver.Find(model, left.Token, cancellationToken)?.Container as ITypeSymbol : null;
        var types = new TypesInPlay(view, cancellationToken).Find(left, expected, receiver, maxTypes);
        if (types.Count == 0)
        {
            return [];
        }

        ISymbol from = EnclosingMember.Find(model, hole.Position, cancellationToken) switch
        {
            INamedTypeSymbol type => type,
            { ContainingType: { } type } => type,
            _ => model.Compilation.Assembly,
        };
        return
        [
            .. types.Select(
                (type, i) => new CodeWindow(PathOf(type, snapshot), 0, TypeDeclaration.Write(type, model.Compilation, from), i)
            ),
        ];
    }

    private static string PathOf(INamedTypeSymbol type, DocumentSnapshot snapshot)
    {
        if (
            type.DeclaringSyntaxReferences is [var reference, ..]
            && reference.SyntaxTree.FilePath is { Length: > 0 } path
            && Path.IsPathRooted(path)
        )
        {
            return snapshot.RelativePathOf(path);
        }

        var space = type.ContainingNamespace is { IsGlobalNamespace: false } declared
            ? declared.ToDisplayString().Replace('.', '/') + "/"
            : "";
        return $"{space}{type.Name}.cs";
    }
}
