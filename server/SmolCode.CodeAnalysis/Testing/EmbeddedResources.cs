using System.Collections.Immutable;
using System.Resources;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.Extensions.FileSystemGlobbing;

namespace SmolCode.CodeAnalysis.Testing;

/// <summary>
/// Finds what a project embeds, as its project file says: texts of <c>.resx</c> files, and files by name. Conditions are not evaluated, and
/// texts of other cultures, which a build puts into assemblies of their own, are left out.
/// </summary>
internal static class EmbeddedResources
{
    private const long MaxBytes = 64 * 1024 * 1024;

    /// <summary>The resources of a project; those that can't be read are left out.</summary>
    public static ImmutableArray<EmbeddedResource> Of(Project project)
    {
        if (project.FilePath is not { } file || Path.GetDirectoryName(file) is not { } folder || !File.Exists(file))
        {
            return [];
        }

        try
        {
            return Of(XDocument.Load(file), folder, project.DefaultNamespace ?? project.AssemblyName);
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The resources that a project file says, or that are texts in its folder.</summary>
    internal static ImmutableArray<EmbeddedResource> Of(XDocument project, string folder, string rootNamespace)
    {
        var names = new Dictionary<string, string?>(StringComparer.Ordinal);
        var isDefault = !project
            .Descendants()
            .Any(e => e.Name.LocalName is "EnableDefaultEmbeddedResourceItems" && e.Value.Trim() == "false");
        if (isDefault)
        {
            foreach (var text in Matching(folder, "**/*.resx"))
            {
                names[text] = null;
            }
        }

        foreach (var item in project.Descendants().Where(e => e.Name.LocalName == "EmbeddedResource"))
        {
            foreach (var removed in Patterns(item, "Remove").SelectMany(p => Matching(folder, p)))
            {
                names.Remove(removed);
            }

            var logical =
                (string?)item.Attribute("LogicalName") ?? item.Elements().FirstOrDefault(e => e.Name.LocalName == "LogicalName")?.Value;
            foreach (var included in Patterns(item, "Include").Concat(Patterns(item, "Update")).SelectMany(p => Matching(folder, p)))
            {
                names[included] = logical is null
                    ? null
                    : logical.Replace("%(Filename)%(Extension)", Path.GetFileName(included), StringComparison.Ordinal);
            }
        }

        var resources = ImmutableArray.CreateBuilder<EmbeddedResource>();
        long size = 0;
        foreach (var (path, logical) in names.OrderBy(n => n.Key, StringComparer.Ordinal))
        {
            var isText = Path.GetExtension(path).Equals(".resx", StringComparison.OrdinalIgnoreCase);
            size += new FileInfo(path).Length;
            if (size > MaxBytes || (isText && IsOfCulture(path)))
            {
                continue;
            }

            if ((isText ? Texts(path) : [.. File.ReadAllBytes(path)]) is { IsDefault: false } content)
            {
                resources.Add(new EmbeddedResource(logical ?? NameOf(path, folder, rootNamespace, isText), content));
            }
        }

        return resources.ToImmutable();
    }

    private static IEnumerable<string> Patterns(XElement item, string attribute) =>
        ((string?)item.Attribute(attribute) ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(p => p.Replace("$(MSBuildThisFileDirectory)", "", StringComparison.Ordinal).Replace('\\', '/'))
            .Where(p => !p.Contains("$(", StringComparison.Ordinal) && !p.Contains("@(", StringComparison.Ordinal));

    private static IEnumerable<string> Matching(string folder, string pattern)
    {
        if (!pattern.Contains('*', StringComparison.Ordinal))
        {
            var path = Path.GetFullPath(Path.Combine(folder, pattern));
            return File.Exists(path) ? [path] : [];
        }

        var matcher = new Matcher();
        matcher.AddInclude(pattern);
        matcher.AddExcludePatterns(["bin/**", "obj/**"]);
        return matcher.GetResultsInFullPath(folder);
    }

    // Texts.de.resx, Texts.zh-Hans.resx
    private static bool IsOfCulture(string path)
    {
        var parts = Path.GetFileNameWithoutExtension(path).Split('.');
        return parts.Length > 1
            && parts[^1] is var last
            && last.Split('-')[0].Length is 2 or 3
            && last.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
    }

    // By the class beside it, by its place otherwise.
    private static string NameOf(string path, string folder, string rootNamespace, bool isText)
    {
        var beside = Path.ChangeExtension(path, ".cs");
        if (
            isText
            && File.Exists(beside)
            && CSharpSyntaxTree
                .ParseText(File.ReadAllText(beside))
                .GetRoot()
                .DescendantNodes()
                .OfType<TypeDeclarationSyntax>()
                .FirstOrDefault()
                is { } type
        )
        {
            var space = string.Join(
                '.',
                type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(n => n.Name.ToString())
            );
            return $"{(space.Length > 0 ? space + "." : "")}{type.Identifier.Text}.resources";
        }

        var parts = Path.GetRelativePath(folder, path).Replace('\\', '/').Split('/').Where(p => p is not (".." or ".")).ToArray();
        var place = string.Concat(parts[..^1].Select(p => Identifier(p) + "."));
        return $"{(rootNamespace.Length > 0 ? rootNamespace + "." : "")}{place}{(isText ? Path.GetFileNameWithoutExtension(path) + ".resources" : parts[^1])}";
    }

    // As MSBuild makes a folder a part of a name.
    private static string Identifier(string folder)
    {
        var name = string.Concat(folder.Select(c => char.IsLetterOrDigit(c) || c is '_' or '.' ? c : '_'));
        return name.Length > 0 && char.IsDigit(name[0]) ? "_" + name : name;
    }

    private static ImmutableArray<byte> Texts(string path)
    {
        try
        {
            using var stream = new MemoryStream();
            using (var writer = new ResourceWriter(stream))
            {
                foreach (var data in XDocument.Load(path).Root!.Elements("data"))
                {
                    if (data.Attribute("type") is null && data.Attribute("mimetype") is null && (string?)data.Attribute("name") is { } name)
                    {
                        writer.AddResource(name, data.Element("value")?.Value ?? "");
                    }
                }

                writer.Generate();
                return [.. stream.ToArray()];
            }
        }
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            return default;
        }
    }
}
