using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SmolCode.CodeAnalysis.Loading;

namespace SmolCode.CodeAnalysis.Testing;

/// <summary>A test project that is not there yet: beside the project, or in the folder of tests that the repository has.</summary>
internal static class NewTestProject
{
    private static readonly Dictionary<TestFramework, (string Package, string Version, string[] Assemblies)[]> Packages = new()
    {
        [TestFramework.XUnit] =
        [
            ("xunit.v3", "4.0.2", []),
            ("xunit.v3.assert", "4.0.2", ["xunit.v3.assert.dll"]),
            ("xunit.v3.extensibility.core", "4.0.2", ["xunit.v3.core.dll"]),
            ("xunit.v3.common", "4.0.2", ["xunit.v3.common.dll"]),
        ],
        [TestFramework.NUnit] =
        [
            ("NUnit", "4.6.1", ["nunit.framework.dll"]),
            ("NUnit3TestAdapter", "6.3.1", []),
            ("Microsoft.NET.Test.Sdk", "18.11.0", []),
        ],
        [TestFramework.MSTest] =
        [
            ("MSTest.TestFramework", "4.5.3", ["MSTest.TestFramework.dll"]),
            ("MSTest.TestAdapter", "4.5.3", []),
            ("Microsoft.NET.Test.Sdk", "18.11.0", []),
        ],
    };

    private static readonly string[] TestFolders = ["tests", "test"];

    /// <summary>A name that no project of the solution has and no folder stands under.</summary>
    internal static string NameFor(Project target, TestFramework framework)
    {
        var name = $"{target.AssemblyName}.Tests";
        for (var n = 1; IsTaken(target, name); n++)
        {
            name = $"{target.AssemblyName}.{framework}Tests{(n == 1 ? "" : n)}";
        }

        return name;
    }

    /// <summary>Plans the project. The framework's assemblies come from the user's package folder.</summary>
    /// <exception cref="TestSubjectException">They are not there.</exception>
    internal static async Task<TestProject> PlanAsync(Project target, TestFramework framework, CancellationToken cancellationToken)
    {
        var name = NameFor(target, framework);
        var folder = FolderFor(target, name);
        var packageFolder =
            Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        // A newer framework can reference an older one's project, and this one is installed.
        var platform = PlatformOf(target);
        var targetFramework = $"net{Environment.Version.Major}.0{platform}";
        List<MetadataReference> references = [.. OnFramework(target.MetadataReferences)];
        List<XElement> used = [];
        foreach (var (package, preferred, assemblies) in Packages[framework])
        {
            var installed = Path.Combine(packageFolder, package.ToLowerInvariant());
            var version =
                Directory.Exists(Path.Combine(installed, preferred)) ? preferred
                : Directory.Exists(installed)
                    ? Directory.GetDirectories(installed).Select(Path.GetFileName).Order(StringComparer.Ordinal).LastOrDefault()
                        ?? preferred
                : preferred;
            if (assemblies.Length == 0 || framework != TestFramework.XUnit)
            {
                used.Add(new XElement("PackageReference", new XAttribute("Include", package), new XAttribute("Version", version)));
            }

            foreach (var assembly in assemblies)
            {
                var file =
                    Find(Path.Combine(installed, version, "lib"), assembly)
                    ?? throw new TestSubjectException(
                        $"No test project references {target.Name}, and {package} for a new one is not in the package folder. Add a test project, or run: dotnet add package {package}"
                    );
                references.Add(MetadataReference.CreateFromFile(file));
            }
        }

        var projectFile = new XElement(
            "Project",
            new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement(
                "PropertyGroup",
                new XElement("TargetFramework", targetFramework),
                framework == TestFramework.XUnit ? new XElement("OutputType", "Exe") : null,
                // A build for Windows elsewhere has to be asked for.
                platform.Length > 0
                    ? new XElement("EnableWindowsTargeting", "true")
                    : null,
                // What the repository says of its projects: the tests are written in this language, and the versions stand here.
                new XElement("LangVersion", "latest"),
                new XElement("ManagePackageVersionsCentrally", "false"),
                new XElement("Nullable", "enable"),
                new XElement("ImplicitUsings", "enable"),
                new XElement("IsPackable", "false"),
                new XElement("IsTestProject", "true")
            ),
            new XElement("ItemGroup", used),
            new XElement(
                "ItemGroup",
                new XElement(
                    "ProjectReference",
                    new XAttribute("Include", Path.GetRelativePath(folder, target.FilePath!).Replace('\\', '/'))
                )
            )
        );
        var parse = ((CSharpParseOptions)target.ParseOptions!).WithLanguageVersion(LanguageVersion.Latest);
        return new TestProject
        {
            Name = name,
            FilePath = null,
            Folder = folder,
            RootNamespace =
                $"{target.DefaultNamespace ?? target.AssemblyName}{(name.StartsWith(target.AssemblyName + ".", StringComparison.Ordinal) ? name[target.AssemblyName.Length..] : ".Tests")}",
            Framework = framework,
            Assertions = AssertionLibrary.Framework,
            Mocks = MockingLibrary.None,
            AssemblyName = name,
            ParseOptions = parse,
            CompilationOptions = new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable
            ),
            References = [.. references],
            GlobalUsings =
            [
                CSharpSyntaxTree.ParseText(
                    """
                    global using global::System;
                    global using global::System.Collections.Generic;
                    global using global::System.IO;
                    global using global::System.Linq;
                    global using global::System.Net.Http;
                    global using global::System.Threading;
                    global using global::System.Threading.Tasks;
                    """,
                    parse,
                    cancellationToken: cancellationToken
                ),
            ],
            TestFiles = [],
            NamesHaveUnderscores = true,
            FileScopedNamespaces = true,
            NewProjectFile = projectFile + "\n",
            Solution = await SolutionFile.WithProjectAsync(
                target.Solution.FilePath,
                Path.Combine(folder, name + ".csproj"),
                target.FilePath!,
                cancellationToken
            ),
        };
    }

    /// <summary>
    /// What the project references, with the framework of the test project in place of its own: an older framework or a standard has not all
    /// that the test framework is built on, and what a newer one has of the same name decides which call is meant.
    /// </summary>
    private static IEnumerable<MetadataReference> OnFramework(IEnumerable<MetadataReference> references)
    {
        var framework = FrameworkReferences.NetCore;
        var names = framework
            .OfType<PortableExecutableReference>()
            .Select(r => Path.GetFileName(r.FilePath))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. references.Where(r =>
                r is not PortableExecutableReference { FilePath: { } path } || !names.Contains(Path.GetFileName(path))
            ),
            .. framework,
        ];
    }

    // A project for Windows can be referenced by one for the same Windows only, or a later one. The SDK defines a symbol for each.
    private static string PlatformOf(Project target)
    {
        const string Windows = "WINDOWS";
        var symbols = target
            .ParseOptions!.PreprocessorSymbolNames.Where(s =>
                s.StartsWith(Windows, StringComparison.Ordinal) && !s.EndsWith("_OR_GREATER", StringComparison.Ordinal)
            )
            .ToList();
        var version = symbols.Select(s => s[Windows.Length..].Replace('_', '.')).FirstOrDefault(v => Version.TryParse(v, out _));
        return symbols.Count == 0 ? "" : $"-windows{version}";
    }

    private static bool IsTaken(Project target, string name) =>
        target.Solution.Projects.Any(p => p.AssemblyName == name || Path.GetFileNameWithoutExtension(p.FilePath) == name)
        || (Directory.Exists(FolderFor(target, name)) && Directory.EnumerateFileSystemEntries(FolderFor(target, name)).Any());

    // src/Project is mirrored by tests/Project.Tests where there is such a folder.
    private static string FolderFor(Project target, string name)
    {
        var projectFolder = Path.GetDirectoryName(target.FilePath)!;
        var parent = Path.GetDirectoryName(projectFolder) ?? projectFolder;
        var around = Path.GetDirectoryName(parent);
        var tests = around is null ? null : TestFolders.Select(t => Path.Combine(around, t)).FirstOrDefault(Directory.Exists);
        return Path.Combine(tests ?? parent, name);
    }

    private static string? Find(string lib, string assembly) =>
        !Directory.Exists(lib)
            ? null
            : Directory
                .GetDirectories(lib)
                .OrderByDescending(d =>
                    Path.GetFileName(d) switch
                    {
                        var n when n.StartsWith("netstandard", StringComparison.Ordinal) => 0,
                        var n when n.StartsWith("net4", StringComparison.Ordinal) => -1,
                        _ => 1,
                    }
                )
                .ThenByDescending(d => d, StringComparer.Ordinal)
                .Select(d => Path.Combine(d, assembly))
                .FirstOrDefault(File.Exists);
}
