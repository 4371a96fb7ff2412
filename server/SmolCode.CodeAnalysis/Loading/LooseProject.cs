using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Loading;

/// <summary>
/// C# files without MSBuild: one compilation with the framework's reference assemblies, the SDK's implicit usings, nullable on and the
/// latest language version. Nothing of a project is run; project files are only read as text.
/// </summary>
internal static class LooseProject
{
    private static readonly string[] BaseUsings =
    [
        "System",
        "System.Collections.Generic",
        "System.IO",
        "System.Linq",
        "System.Net.Http",
        "System.Threading",
        "System.Threading.Tasks",
    ];

    private static readonly string[] WebUsings =
    [
        "System.Net.Http.Json",
        "Microsoft.AspNetCore.Builder",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Http",
        "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration",
        "Microsoft.Extensions.DependencyInjection",
        "Microsoft.Extensions.Hosting",
        "Microsoft.Extensions.Logging",
    ];

    /// <summary>The symbols that a build for the newest .NET defines.</summary>
    internal static CSharpParseOptions ParseOptions { get; } =
        new CSharpParseOptions(
            LanguageVersion.Latest,
            DocumentationMode.Parse,
            preprocessorSymbols:
            [
                "DEBUG",
                "TRACE",
                "NET",
                "NETCOREAPP",
                $"NET{Environment.Version.Major}_0",
                .. Enumerable.Range(5, Environment.Version.Major - 4).Select(v => $"NET{v}_0_OR_GREATER"),
                "NETCOREAPP3_1_OR_GREATER",
            ]
        );

    /// <summary>
    /// An executable, so that top-level statements are allowed. Annotations for null are understood; without a project nobody says whether
    /// null is minded, so warnings of it are a file's own to ask for.
    /// </summary>
    internal static CSharpCompilationOptions CompilationOptions { get; } =
        new(
            OutputKind.ConsoleApplication,
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Annotations,
            concurrentBuild: true
        );

    /// <summary>Adds a loose project of these files to a solution.</summary>
    internal static Solution AddTo(Solution solution, ProjectId id, string name, IEnumerable<string> files, bool web)
    {
        solution = solution.AddProject(
            ProjectInfo.Create(
                id,
                VersionStamp.Create(),
                name,
                name,
                LanguageNames.CSharp,
                compilationOptions: CompilationOptions,
                parseOptions: ParseOptions,
                metadataReferences: References(web),
                documents: files.Select(f => Describe(id, f))
            )
        );
        return AddImplicitUsings(solution, id, web);
    }

    /// <summary>References for loose files.</summary>
    internal static IEnumerable<MetadataReference> References(bool web) =>
        web ? FrameworkReferences.NetCore.Concat(FrameworkReferences.AspNetCore) : FrameworkReferences.NetCore;

    /// <summary>Adds the file of global usings that the SDK would generate.</summary>
    internal static Solution AddImplicitUsings(Solution solution, ProjectId id, bool web)
    {
        var text = string.Concat((web ? BaseUsings.Concat(WebUsings) : BaseUsings).Select(u => $"global using global::{u};\n"));
        return solution.AddDocument(DocumentId.CreateNewId(id), "ImplicitUsings.g.cs", SourceText.From(text));
    }

    /// <summary>A document that is read from disk when it is needed.</summary>
    internal static DocumentInfo Describe(ProjectId id, string file) =>
        DocumentInfo.Create(DocumentId.CreateNewId(id), Path.GetFileName(file), loader: new DiskTextLoader(file), filePath: file);

    /// <summary>Whether a project file below the folder asks for ASP.NET Core; read as text, nothing is evaluated.</summary>
    internal static bool LooksLikeWeb(string folder, CancellationToken cancellationToken)
    {
        try
        {
            var options = new EnumerationOptions
            {
                RecurseSubdirectories = true,
                MaxRecursionDepth = 4,
                IgnoreInaccessible = true,
            };
            foreach (var project in Directory.EnumerateFiles(folder, "*.csproj", options))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (
                    SourceFile.TryReadString(project) is { } text
                    && (
                        text.Contains("Microsoft.NET.Sdk.Web", StringComparison.OrdinalIgnoreCase)
                        || text.Contains("Microsoft.AspNetCore.App", StringComparison.OrdinalIgnoreCase)
                    )
                )
                {
                    return true;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that can't be listed has no projects to find.
        }

        return false;
    }
}
