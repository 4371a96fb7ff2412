using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.Evaluation;

/// <summary>
/// Punches holes into the C# files of a folder: the kinds in turn, each at a random place of a random file, at most two a file. The same
/// seed over the same files gives the same holes.
/// </summary>
public static class HoleMaker
{
    private const int MaxHolesPerFile = 2;
    private const int MinFileBytes = 400;
    private const int MaxFileBytes = 200_000;
    private const int MaxBlockLines = 10;

    private static readonly string[] Kinds =
    [
        "sl_line_start",
        "sl_after_dot",
        "sl_after_paren",
        "sl_after_eq",
        "sl_block_start",
        "ml_block_start",
        "ml_block_rest",
    ];

    private static readonly string[] SkippedFolders = ["bin", "obj", ".git", "node_modules", "packages", "artifacts"];

    /// <summary>Makes up to <paramref name="count"/> holes; fewer where the folder has no more places.</summary>
    /// <exception cref="EvaluationException">The folder is missing or has no C#.</exception>
    public static IReadOnlyList<HoleRow> Make(string folder, int count, int seed, CancellationToken cancellationToken) =>
        Make(folder, paths: null, MaxHolesPerFile, count, seed, cancellationToken);

    /// <summary>The same in some of the folder's files.</summary>
    /// <param name="folder">What paths are relative to.</param>
    /// <param name="paths">The files, relative to the folder; null: all that people wrote.</param>
    /// <param name="perFile">Most holes of one file.</param>
    /// <param name="count">Most holes.</param>
    /// <param name="seed">What the draws begin with.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="EvaluationException">The folder is missing or has no C#.</exception>
    public static IReadOnlyList<HoleRow> Make(
        string folder,
        IReadOnlyCollection<string>? paths,
        int perFile,
        int count,
        int seed,
        CancellationToken cancellationToken
    )
    {
        var root = Path.GetFullPath(folder);
        if (!Directory.Exists(root))
        {
            throw new EvaluationException($"There is no folder {root}.");
        }

        var files = (paths is null ? Files(root) : OfSize(paths.Select(p => Path.GetFullPath(Path.Combine(root, p))))).ToList();
        if (files.Count == 0)
        {
            throw new EvaluationException(
                $"There is no C# file below {root} that holes can be made in: of more than {MinFileBytes} bytes and less than {MaxFileBytes}, not generated, in no folder such as {SkippedFolders[0]} or {SkippedFolders[1]}."
            );
        }

        var random = new Random(seed);
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(files));
        var repository = new DirectoryInfo(root).Name;
        var rows = new List<HoleRow>();
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var round = 0; round < perFile && rows.Count < count; round++)
        {
            foreach (var file in files)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (rows.Count >= count)
                {
                    break;
                }

                var row = MakeOne(root, file, repository, Kinds[rows.Count % Kinds.Length], random);
                if (row is not null && !rows.Any(r => r.Path == row.Path && Math.Abs(r.Offset - row.Offset) < 200))
                {
                    rows.Add(row);
                }
            }
        }

        if (rows.Count == 0)
        {
            throw new EvaluationException($"The C# files below {root} have no statements or members that a hole could be made of.");
        }

        return [.. rows.OrderBy(r => r.Path, StringComparer.Ordinal).ThenBy(r => r.Offset)];
    }

    private static IEnumerable<string> Files(string root) =>
        OfSize(
            Directory
                .EnumerateFiles(root, "*.cs", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
                .Where(f => !Path.GetRelativePath(root, f).Split(Path.DirectorySeparatorChar).Any(SkippedFolders.Contains))
                .Where(f =>
                    !f.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase)
                    && !f.EndsWith(".Designer.cs", StringComparison.OrdinalIgnoreCase)
                )
        );

    private static IEnumerable<string> OfSize(IEnumerable<string> files) =>
        files.Where(f => new FileInfo(f) is { Exists: true, Length: > MinFileBytes and < MaxFileBytes }).Order(StringComparer.Ordinal);

    private static HoleRow? MakeOne(string root, string file, string repository, string kind, Random random)
    {
        using var reader = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        var code = reader.ReadToEnd();
        if (code.Contains("<auto-generated", StringComparison.Ordinal))
        {
            return null;
        }

        var text = SourceText.From(code);
        var tree = CSharpSyntaxTree.ParseText(text);
        var conditional = ConditionalParts(tree.GetRoot());
        var nodes = tree.GetRoot().DescendantNodes().Where(n => !conditional.Any(c => c.IntersectsWith(n.Span)));
        var spans = kind switch
        {
            "sl_line_start" => Statements(nodes).Select(s => ToLineEnd(text, s.SpanStart)),
            "sl_after_dot" => nodes.OfType<MemberAccessExpressionSyntax>().Select(m => ToLineEnd(text, m.OperatorToken.Span.End)),
            "sl_after_paren" => nodes
                .OfType<ArgumentListSyntax>()
                .Where(a => a.Arguments.Count > 0 && SameLine(text, a.Span))
                .Select(a => ToLineEnd(text, a.OpenParenToken.Span.End)),
            "sl_after_eq" => nodes
                .Select(n =>
                    n switch
                    {
                        AssignmentExpressionSyntax { OperatorToken.RawKind: (int)SyntaxKind.EqualsToken } a => a.OperatorToken,
                        EqualsValueClauseSyntax e => e.EqualsToken,
                        _ => default,
                    }
                )
                .Where(t => !t.IsKind(SyntaxKind.None) && t.TrailingTrivia.Span.Length == 1)
                .Select(t => ToLineEnd(text, t.FullSpan.End)),
            "sl_block_start" => Blocks(nodes).Select(b => ToLineEnd(text, b.Statements[0].SpanStart)),
            "ml_block_start" => Blocks(nodes).Select(b => TextSpan.FromBounds(b.Statements[0].SpanStart, b.Statements[^1].Span.End)),
            _ => Blocks(nodes)
                .Where(b => b.Statements.Count > 1)
                .Select(b => TextSpan.FromBounds(b.Statements[random.Next(1, b.Statements.Count)].SpanStart, b.Statements[^1].Span.End)),
        };
        var places = spans.Where(s => Fits(text, s, kind.StartsWith("ml_", StringComparison.Ordinal))).ToList();
        if (places.Count == 0)
        {
            return null;
        }

        return Row(root, file, repository, kind, text, tree, places[random.Next(places.Count)]);
    }

    private static HoleRow Row(string root, string file, string repository, string kind, SourceText text, SyntaxTree tree, TextSpan span)
    {
        var line = text.Lines.GetLineFromPosition(span.Start);
        var node = tree.GetRoot().FindToken(span.Start).Parent;
        var member = node?.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        var expected = text.ToString(span);
        return new HoleRow
        {
            Repository = repository,
            Path = Path.GetRelativePath(root, file).Replace('\\', '/'),
            Offset = span.Start,
            Expected = expected.ReplaceLineEndings("\n"),
            ExpectedLength = span.Length,
            Kind = kind,
            Line = line.LineNumber + 1,
            Column = span.Start - line.Start + 1,
            PrefixLength = span.Start - line.Start,
            AutoClose = kind == "sl_after_paren" ? ")" : "",
            StatementStart = node?.FirstAncestorOrSelf<StatementSyntax>()?.SpanStart ?? line.Start,
            Scope = member switch
            {
                MethodDeclarationSyntax m => m.Identifier.Text,
                ConstructorDeclarationSyntax c => c.Identifier.Text,
                PropertyDeclarationSyntax p => p.Identifier.Text,
                BaseTypeDeclarationSyntax t => t.Identifier.Text,
                _ => "",
            },
        };
    }

    /// <summary>
    /// From each <c>#if</c> to its <c>#endif</c>. Which branch is compiled depends on the project's symbols; a hole in one that is not can
    /// be answered by nobody.
    /// </summary>
    private static List<TextSpan> ConditionalParts(SyntaxNode root)
    {
        var parts = new List<TextSpan>();
        for (var directive = root.GetFirstDirective(); directive is not null; directive = directive.GetNextDirective())
        {
            if (directive is IfDirectiveTriviaSyntax start)
            {
                var end = start.GetRelatedDirectives()[^1];
                parts.Add(TextSpan.FromBounds(start.SpanStart, end is EndIfDirectiveTriviaSyntax ? end.Span.End : root.FullSpan.End));
            }
        }

        return parts;
    }

    private static IEnumerable<StatementSyntax> Statements(IEnumerable<SyntaxNode> nodes) =>
        nodes.OfType<StatementSyntax>().Where(s => s is not BlockSyntax && s.Parent is BlockSyntax);

    /// <summary>Blocks of statements with their braces on other lines than the statements.</summary>
    private static IEnumerable<BlockSyntax> Blocks(IEnumerable<SyntaxNode> nodes) =>
        nodes.OfType<BlockSyntax>().Where(b => b.Statements.Count > 0 && b.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia));

    /// <summary>An editor's closer stands on the line that is being typed.</summary>
    private static bool SameLine(SourceText text, TextSpan span) =>
        text.Lines.GetLineFromPosition(span.Start).LineNumber == text.Lines.GetLineFromPosition(span.End).LineNumber;

    private static TextSpan ToLineEnd(SourceText text, int position)
    {
        var line = text.Lines.GetLineFromPosition(position);
        var end = line.End;
        while (end > position && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return TextSpan.FromBounds(position, end);
    }

    private static bool Fits(SourceText text, TextSpan span, bool multiline)
    {
        var content = text.ToString(span);
        var lines = text.Lines.GetLineFromPosition(span.End).LineNumber - text.Lines.GetLineFromPosition(span.Start).LineNumber + 1;
        var line = text.Lines.GetLineFromPosition(span.Start);
        var before = text.ToString(TextSpan.FromBounds(line.Start, span.Start));
        return multiline
            ? lines is >= 2 and <= MaxBlockLines && content.Length <= 600 && string.IsNullOrWhiteSpace(before)
            : content.Trim().Length is >= 3 and <= 120 && !content.Contains("//", StringComparison.Ordinal);
    }
}
