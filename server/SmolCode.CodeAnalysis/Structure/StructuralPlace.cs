using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>A hole in a method, as sources of structural code see it.</summary>
internal sealed record StructuralPlace
{
    /// <summary>The method around it.</summary>
    public required IMethodSymbol Method { get; init; }

    /// <summary>Knows the method's body.</summary>
    public required SemanticModel Model { get; init; }

    /// <summary>The whole file.</summary>
    public required SyntaxNode Root { get; init; }

    /// <summary>The hole.</summary>
    public required Hole Hole { get; init; }

    /// <summary>What is typed in its line.</summary>
    public required string Typed { get; init; }

    /// <summary>White space before that.</summary>
    public required string Indentation { get; init; }

    /// <summary>The body around it; null where there is none.</summary>
    public BlockSyntax? Body
    {
        get
        {
            var token = Root.FindToken(Math.Min(Hole.Position, Math.Max(0, Root.FullSpan.End - 1)));
            return token.Parent?.AncestorsAndSelf().OfType<BaseMethodDeclarationSyntax>().FirstOrDefault(m => m.Body is not null)?.Body;
        }
    }
}
