using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Testing;

/// <summary>Finds what a position asks tests for.</summary>
public static class TestSubjects
{
    /// <summary>
    /// The member at the position, the members of the type whose name or header is there, or those that a selection touches.
    /// </summary>
    /// <param name="snapshot">The document, of a workspace that was loaded through MSBuild.</param>
    /// <param name="span">Position or selection, in UTF-16 units.</param>
    /// <param name="testProject">Path or name of the test project; null: the one that references the project.</param>
    /// <param name="framework">The framework to write for; null: the test project's.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <exception cref="TestSubjectException">There is nothing to test, no project, or it does not compile.</exception>
    public static async Task<TestSubject> FindAsync(
        DocumentSnapshot snapshot,
        TextSpan span,
        string? testProject,
        TestFramework? framework,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.Depth != AnalysisDepth.Project)
        {
            throw new TestSubjectException(
                $"{snapshot.RelativePath} is not part of a trusted project whose packages are restored. Tests are compiled and run: restore the project and pass --trust."
            );
        }

        var project = snapshot.Document.Project;
        var root = await snapshot.Analysed.GetRootAsync(cancellationToken);
        var model = await snapshot.Document.GetSemanticModelAsync(cancellationToken);
        var compilation = (CSharpCompilation)WithAbsoluteKey(model!.Compilation, project);
        model = compilation.GetSemanticModel(root.SyntaxTree);
        var found = TestProjects.Find(project, testProject, framework, cancellationToken);
        var members = Members(root, model, span, found.SeesInternals, cancellationToken);
        if (members.IsEmpty)
        {
            throw new TestSubjectException(
                "There is no member at the position that a test could call. Put it on a public method, constructor, property, operator or type."
            );
        }

        var resources = ImmutableDictionary.CreateBuilder<string, ImmutableArray<EmbeddedResource>>();
        resources[project.AssemblyName] = EmbeddedResources.Of(project);
        List<Compilation> dependencies = [];
        var graph = project.Solution.GetProjectDependencyGraph();
        var needed = graph.GetProjectsThatThisProjectTransitivelyDependsOn(project.Id);
        foreach (var id in graph.GetTopologicallySortedProjects(cancellationToken).Where(needed.Contains))
        {
            if (await project.Solution.GetProject(id)!.GetCompilationAsync(cancellationToken) is { } dependency)
            {
                dependencies.Add(WithAbsoluteKey(dependency, project.Solution.GetProject(id)!));
                resources[dependency.AssemblyName!] = EmbeddedResources.Of(project.Solution.GetProject(id)!);
            }
        }

        return new TestSubject
        {
            Type = members[0].ContainingType,
            Members = members,
            Compilation = compilation,
            Dependencies = [.. dependencies],
            Resources = resources.ToImmutable(),
            Path = snapshot.Path,
            ProjectPath = project.FilePath ?? snapshot.Path,
            TestProject = await found.DescribeAsync(cancellationToken),
            CompileTestProject =
                found.Tests is { } existing && existing.Id != project.Id
                    ? async token => await existing.GetCompilationAsync(token) as CSharpCompilation
                    : null,
            CheckInProject = found.Tests is { } tests ? (path, text, token) => TestProjects.CheckAsync(tests, path, text, token) : null,
        };
    }

    /// <summary>The public members at a position of a compilation.</summary>
    public static ImmutableArray<ISymbol> MembersAt(CSharpCompilation compilation, SyntaxTree tree, int position)
    {
        ArgumentNullException.ThrowIfNull(compilation);
        ArgumentNullException.ThrowIfNull(tree);
        return Members(
            tree.GetRoot(),
            compilation.GetSemanticModel(tree),
            new TextSpan(position, 0),
            seesInternals: false,
            CancellationToken.None
        );
    }

    /// <summary>The members at a span that a test can call.</summary>
    internal static ImmutableArray<ISymbol> Members(
        SyntaxNode root,
        SemanticModel model,
        TextSpan span,
        bool seesInternals,
        CancellationToken cancellationToken
    )
    {
        List<ISymbol> declared = [];
        if (span.Length > 0)
        {
            var declarations = root.DescendantNodes()
                .OfType<MemberDeclarationSyntax>()
                .Where(m => m is not BaseNamespaceDeclarationSyntax and not BaseTypeDeclarationSyntax && m.Span.IntersectsWith(span));
            declared.AddRange(declarations.SelectMany(d => Declared(model, d, cancellationToken)));
        }
        else
        {
            var token = root.FindToken(Math.Min(span.Start, Math.Max(0, root.FullSpan.End - 1)));
            // At the end of a word the next token is found; the word is meant.
            if (token.SpanStart >= span.Start && token.GetPreviousToken() is var previous && previous.Span.End == span.Start)
            {
                token = previous;
            }

            var member = token
                .Parent?.AncestorsAndSelf()
                .OfType<MemberDeclarationSyntax>()
                .FirstOrDefault(m => m is not BaseNamespaceDeclarationSyntax);
            switch (member)
            {
                case EnumMemberDeclarationSyntax or EnumDeclarationSyntax or DelegateDeclarationSyntax or null:
                    break;
                case TypeDeclarationSyntax type:
                    if (
                        token.Parent?.FirstAncestorOrSelf<ParameterListSyntax>()?.Parent == type
                        || token.Span.End <= type.OpenBraceToken.Span.End
                        || type.OpenBraceToken.IsMissing
                        || type.OpenBraceToken == default
                    )
                    {
                        declared.AddRange(OfType((INamedTypeSymbol)model.GetDeclaredSymbol(type, cancellationToken)!));
                    }
                    else if (type.Members.FirstOrDefault(m => m.FullSpan.Contains(span.Start)) is { } near)
                    {
                        declared.AddRange(Declared(model, near, cancellationToken));
                    }
                    else
                    {
                        declared.AddRange(OfType((INamedTypeSymbol)model.GetDeclaredSymbol(type, cancellationToken)!));
                    }

                    break;
                default:
                    declared.AddRange(Declared(model, member, cancellationToken));
                    break;
            }
        }

        var callable = declared.Where(m => IsCallable(m, seesInternals)).Distinct(SymbolEqualityComparer.Default).ToList();
        return [.. callable.Where(m => SymbolEqualityComparer.Default.Equals(m!.ContainingType, callable[0]!.ContainingType))!];
    }

    /// <summary>Whether a test in another assembly can call the member.</summary>
    internal static bool IsCallable(ISymbol member, bool seesInternals)
    {
        // A derived class hands it out.
        ISymbol? first =
            member
                is {
                    DeclaredAccessibility: Accessibility.Protected or Accessibility.ProtectedOrInternal,
                    IsStatic: false,
                    IsAbstract: false,
                    IsOverride: false,
                    ContainingType: { IsSealed: false, TypeKind: TypeKind.Class }
                }
            && member
                is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsGenericMethod: false }
                    or IPropertySymbol { IsIndexer: false, ReturnsByRef: false, ReturnsByRefReadonly: false }
                ? member.ContainingType
                : member;
        for (var symbol = first; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            var visible =
                symbol.DeclaredAccessibility == Accessibility.Public
                || (seesInternals && symbol.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal);
            if (!visible)
            {
                return false;
            }
        }

        return member switch
        {
            IMethodSymbol m => m.MethodKind
                is MethodKind.Ordinary
                    or MethodKind.Constructor
                    or MethodKind.UserDefinedOperator
                    or MethodKind.Conversion
                && !(m.MethodKind == MethodKind.Constructor && m.ContainingType.IsAbstract)
                && m.ContainingType.TypeKind is TypeKind.Class or TypeKind.Struct,
            IPropertySymbol p => p.ContainingType.TypeKind is TypeKind.Class or TypeKind.Struct,
            _ => false,
        };
    }

    // The build finds a key by its project's folder; a compilation by itself needs the whole path.
    internal static CompilationOptions WithAbsoluteKey(CompilationOptions options, Project project) =>
        options is CSharpCompilationOptions { CryptoKeyFile: { } key } sharp
        && !Path.IsPathRooted(key)
        && Path.GetDirectoryName(project.FilePath) is { } folder
            ? sharp.WithCryptoKeyFile(Path.GetFullPath(Path.Combine(folder, key)))
            : options;

    private static Compilation WithAbsoluteKey(Compilation compilation, Project project)
    {
        var options = WithAbsoluteKey(compilation.Options, project);
        return options == compilation.Options ? compilation : compilation.WithOptions(options);
    }

    private static IEnumerable<ISymbol> OfType(INamedTypeSymbol type) =>
        type.GetMembers()
            .Where(m =>
                !m.IsImplicitlyDeclared || m is IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters.Length: > 0 } c && !IsCopy(c)
            );

    private static bool IsCopy(IMethodSymbol constructor) =>
        constructor.Parameters is [var only] && SymbolEqualityComparer.Default.Equals(only.Type, constructor.ContainingType);

    private static IEnumerable<ISymbol> Declared(
        SemanticModel model,
        MemberDeclarationSyntax member,
        CancellationToken cancellationToken
    ) => member is BaseFieldDeclarationSyntax || model.GetDeclaredSymbol(member, cancellationToken) is not { } symbol ? [] : [symbol];
}
