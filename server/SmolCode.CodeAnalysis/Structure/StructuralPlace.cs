using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Holes;
using SmolCode.CodeAnalysis.Loading;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>A hole, as sources of structural code see it.</summary>
internal sealed record StructuralPlace
{
    private readonly Lazy<SyntaxToken> _beforeLine;
    private readonly Lazy<CodeStyle> _style;

    public StructuralPlace()
    {
        _beforeLine = new(() => LeftContext.TokenLeftOf(Root, LineStart));
        _style = new(() => CodeStyle.Of(Root, Hole!.Position));
    }

    /// <summary>The method or accessor around it; null outside of one.</summary>
    public required IMethodSymbol? Method { get; init; }

    /// <summary>The type around it; null outside of one.</summary>
    public required INamedTypeSymbol? Type { get; init; }

    /// <summary>The tree and what knows it.</summary>
    public required SemanticView View { get; init; }

    /// <summary>What stands left of the cursor.</summary>
    public required LeftContext Left { get; init; }

    /// <summary>The hole.</summary>
    public required Hole Hole { get; init; }

    /// <summary>Knows the method's body, and the rest of the file where <see cref="TryGetType"/> and <see cref="Declared"/> say so.</summary>
    public SemanticModel Model => View.Model;

    /// <summary>The whole file.</summary>
    public SyntaxNode Root => View.Root;

    /// <summary>What is typed in its line.</summary>
    public string Typed => Hole.LinePrefix.TrimStart();

    /// <summary>White space before that.</summary>
    public string Indentation => Hole.LinePrefix[..^Typed.Length];

    /// <summary>Offset of its line.</summary>
    public int LineStart => Hole.Position - Hole.LinePrefix.Length;

    /// <summary>The last token above its line.</summary>
    public SyntaxToken BeforeLine => _beforeLine.Value;

    /// <summary>How the file is written.</summary>
    public CodeStyle Style => _style.Value;

    /// <summary>White space of one level here.</summary>
    public string Unit =>
        Indentation.Contains('\t', StringComparison.Ordinal) ? "\t"
        : Indentation.Length > 0 && Style.Unit == "\t" ? "    "
        : Style.Unit;

    /// <summary>Whether nothing but the end of a block or list follows.</summary>
    public bool IsLast
    {
        get
        {
            var next = Hole.Position;
            while (next < Left.Text.Length && char.IsWhiteSpace(Left.Text[next]))
            {
                next++;
            }

            return next == Left.Text.Length || Left.Text[next] == '}';
        }
    }

    /// <summary>The body around it; null where there is none.</summary>
    public BlockSyntax? Body
    {
        get
        {
            var token = Root.FindToken(Math.Min(Hole.Position, Math.Max(0, Root.FullSpan.End - 1)));
            return token.Parent?.AncestorsAndSelf().OfType<BaseMethodDeclarationSyntax>().FirstOrDefault(m => m.Body is not null)?.Body;
        }
    }

    /// <summary>What is left of a line to write; null when something else is typed already.</summary>
    public string? Rest(string line) => Rest(line, Typed);

    /// <summary>What is left of a text to write; null when it doesn't begin as what is typed does.</summary>
    public static string? Rest(string text, string typed) =>
        text.Length > typed.Length && text.StartsWith(typed, StringComparison.Ordinal) ? text[typed.Length..] : null;

    /// <summary>The type of an expression; false where it is unknown.</summary>
    public bool TryGetType(ExpressionSyntax expression, [NotNullWhen(true)] out ITypeSymbol? type)
    {
        type = View.Covers(expression) ? Model.GetTypeInfo(expression).Type : null;
        return type is not null and not IErrorTypeSymbol;
    }

    /// <summary>The symbol that a node declares; null where it can't be told.</summary>
    public ISymbol? Declared(SyntaxNode node) => View.Covers(node) ? Model.GetDeclaredSymbol(node) : null;

    /// <summary>A type as it is written here; null when it is unknown.</summary>
    public string? NameOf(string metadataName) =>
        Model.Compilation.GetTypeByMetadataName(metadataName)?.ToMinimalDisplayString(Model, Hole.Position);

    /// <summary>The text of a node with <paramref name="text"/>'s lines moved from the node's indentation to the cursor's.</summary>
    public string Reindented(string text, SyntaxNode from)
    {
        var own = CodeStyle.IndentationOf(from);
        return string.Join(
            '\n',
            text.ReplaceLineEndings("\n")
                .Split('\n')
                .Select((line, i) => i == 0 || !line.StartsWith(own, StringComparison.Ordinal) ? line : Indentation + line[own.Length..])
        );
    }

    /// <summary>A member's end: an expression as its body, in the file's style.</summary>
    public string BodyOf(string expression, bool isVoid) =>
        Style.ExpressionBodies
            ? $" => {expression};"
            : Block(isVoid || expression.StartsWith("throw ", StringComparison.Ordinal) ? $"{expression};" : $"return {expression};");

    /// <summary>A block after a header in the cursor's line, in the file's style.</summary>
    public string Block(params IEnumerable<string> lines) =>
        $"{Style.OpenBrace(Indentation)}{string.Concat(lines.Select(l => $"\n{Indentation}{Unit}{l}"))}\n{Indentation}}}";

    /// <summary>Locals, parameters and members in scope.</summary>
    public IEnumerable<ISymbol> InScope() =>
        ScopeSymbols
            .Find(Model, Left.Token, Hole.Position, HoleAnalyzer.MaxSymbols, CancellationToken.None)
            .Where(s => !SyntaxFacts.IsKeywordKind(SyntaxFacts.GetKeywordKind(s.Name)));
}
