using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Testing;

namespace SmolCode.Testing.Rendering;

/// <summary>Where tests of a type belong: the class that has tests of it already, or a new file that mirrors the folder of the code.</summary>
/// <param name="File">Absolute path.</param>
/// <param name="Namespace">Namespace of the class.</param>
/// <param name="ClassName">Its name.</param>
/// <param name="Existing">The class, when it is there.</param>
internal sealed record TestPlace(string File, string Namespace, string ClassName, (SyntaxTree Tree, ClassDeclarationSyntax Type)? Existing)
{
    private static readonly string[] Suffixes = ["Tests", "Test", "Specs", "Fixture"];

    /// <summary>The place for a subject.</summary>
    public static TestPlace Of(TestSubject subject)
    {
        var project = subject.TestProject;
        var suffix = Suffix(project);
        var className = subject.Type.Name + suffix;
        foreach (var tree in project.TestFiles)
        {
            var type = tree.GetRoot()
                .DescendantNodes()
                .OfType<ClassDeclarationSyntax>()
                .FirstOrDefault(c =>
                    c.Arity == 0
                    && c.Parent is BaseNamespaceDeclarationSyntax
                    && (c.Identifier.Text == className || c.Identifier.Text == subject.Type.Name + "Tests")
                );
            if (
                type is { CloseBraceToken.IsMissing: false }
                && !type.Modifiers.Any(m => m.Text is "static" or "abstract")
                && type.ParameterList is null
            )
            {
                return new TestPlace(
                    tree.FilePath,
                    ((BaseNamespaceDeclarationSyntax)type.Parent!).Name.ToString(),
                    type.Identifier.Text,
                    (tree, type)
                );
            }
        }

        var folder = Folder(project, Relative(subject));
        // A folder of that name, with a class for each member, has a namespace that no class beside it can be called.
        var ofItsOwn = folder.Length == 0 ? className : $"{folder}/{className}";
        if (Folders(project).Contains(ofItsOwn))
        {
            folder = ofItsOwn;
        }

        var file = System.IO.Path.Combine(project.Folder, folder, className + ".cs");
        var ofType = className;
        // A file of that name without such a class is somebody's own.
        for (var n = 2; project.Files.Contains(file); n++)
        {
            className = $"{ofType}{n}";
            file = System.IO.Path.Combine(project.Folder, folder, className + ".cs");
        }

        return new TestPlace(file, NamespaceOf(project, folder), className, null);
    }

    /// <summary>The full name that a class in the namespace has when it runs: without what lets keywords be names.</summary>
    public string RuntimeName(string className) =>
        Namespace.Length == 0 ? className : $"{Namespace.Replace("@", "", StringComparison.Ordinal)}.{className}";

    /// <summary>Names of members that the class has.</summary>
    public HashSet<string> TestNames() =>
        Existing is var (_, type)
            ? type.Members.OfType<MethodDeclarationSyntax>().Select(m => m.Identifier.Text).ToHashSet(StringComparer.Ordinal)
            : [];

    /// <summary>Tests of a class that can be run alone, with each of their rows.</summary>
    public static IEnumerable<(string Name, int Row)> RunnableTests(ClassDeclarationSyntax type) =>
        type
            .Members.OfType<MethodDeclarationSyntax>()
            .SelectMany(m =>
            {
                var attributes = m.AttributeLists.SelectMany(l => l.Attributes).Select(a => a.Name.ToString()).ToList();
                return m.ParameterList.Parameters.Count == 0
                    ? attributes.Any(a => a is "Fact" or "Test" or "TestMethod")
                        ? [(m.Identifier.Text, 0)]
                        : []
                    : attributes.Where(a => a is "InlineData" or "TestCase" or "DataRow").Select((_, row) => (m.Identifier.Text, row));
            });

    /// <summary>Bodies of the tests that the class has, without what does not matter.</summary>
    public IEnumerable<string> Bodies() =>
        Existing is var (_, type)
            ? type
                .Members.OfType<MethodDeclarationSyntax>()
                .Select(m => Normalised(string.Concat(m.Body?.Statements.Select(s => s.ToString()) ?? [])))
            : [];

    /// <summary>Text without blanks.</summary>
    public static string Normalised(string body) => string.Concat(body.Where(c => !char.IsWhiteSpace(c)));

    // Tests, Test or Specs: what most classes of the project end with.
    private static string Suffix(TestProject project)
    {
        var names = project
            .TestFiles.SelectMany(t => t.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>())
            .Select(c => c.Identifier.Text)
            .ToList();
        return Suffixes.MaxBy(s => names.Count(n => n.EndsWith(s, StringComparison.Ordinal)))!;
    }

    // Where tests of code of that folder are: the same folder, or one below a folder of the project's name.
    private static string Folder(TestProject project, string relative)
    {
        var folders = Folders(project);
        return relative.Length == 0 || folders.Contains(relative)
            ? relative
            : folders.Where(f => f.EndsWith("/" + relative, StringComparison.Ordinal)).MinBy(f => f.Length) ?? relative;
    }

    // Folders that hold tests, themselves or below them.
    private static HashSet<string> Folders(TestProject project) =>
        project
            .TestFiles.Select(t =>
                System.IO.Path.GetRelativePath(project.Folder, System.IO.Path.GetDirectoryName(t.FilePath)!).Replace('\\', '/')
            )
            .Where(f => !f.StartsWith("..", StringComparison.Ordinal))
            .SelectMany(f => f.Split('/').Select((_, i) => string.Join('/', f.Split('/')[..(i + 1)])))
            .ToHashSet(StringComparer.Ordinal);

    // That of the tests in the folder, else one that mirrors it, unless the tests of folders have no namespace of their own.
    private static string NamespaceOf(TestProject project, string folder)
    {
        string Mirrored(string of) =>
            string.Join(
                '.',
                project
                    .RootNamespace.Split('.')
                    .Concat(of is "" or "." ? [] : of.Split('/', '\\'))
                    .Where(p => p.Length > 0)
                    .Select(Identifier)
            );
        var files = project
            .TestFiles.Select(t =>
                (
                    Folder: System.IO.Path.GetRelativePath(project.Folder, System.IO.Path.GetDirectoryName(t.FilePath)!).Replace('\\', '/'),
                    Namespace: t.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString()
                )
            )
            .Where(f => f.Namespace is not null)
            .ToList();
        var beside = files.Where(f => f.Folder == (folder.Length == 0 ? "." : folder)).Select(f => f.Namespace!).ToList();
        if (beside.Count > 0)
        {
            return beside.GroupBy(n => n).MaxBy(g => g.Count())!.Key;
        }

        var nested = files.Where(f => f.Folder != ".").ToList();
        return nested.Count > 0 && nested.Count(f => f.Namespace == project.RootNamespace) * 2 > nested.Count
            ? project.RootNamespace
            : Mirrored(folder);
    }

    // A part of a namespace for a folder, whose name may be anything.
    private static string Identifier(string name)
    {
        var identifier = string.Concat(name.TrimStart('@').Select(c => SyntaxFacts.IsIdentifierPartCharacter(c) ? c : '_'));
        return !SyntaxFacts.IsValidIdentifier(identifier) ? "_" + identifier
            : SyntaxFacts.GetKeywordKind(identifier) != SyntaxKind.None ? "@" + identifier
            : identifier;
    }

    private static string Relative(TestSubject subject)
    {
        var from = System.IO.Path.GetDirectoryName(subject.ProjectPath)!;
        var relative = System.IO.Path.GetRelativePath(from, System.IO.Path.GetDirectoryName(subject.Path)!);
        return relative == "." || relative.StartsWith("..", StringComparison.Ordinal) || System.IO.Path.IsPathRooted(relative)
            ? ""
            : relative.Replace('\\', '/');
    }
}
