using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace SmolCode.VisualStudio.Packaging;

/// <summary>The manifest of an extension, and the rules that Visual Studio has for it.</summary>
internal sealed class VsixManifest
{
    private static readonly XNamespace Ns = "http://schemas.microsoft.com/developer/vsx-schema/2011";

    private readonly XDocument document;

    private VsixManifest(XDocument document) => this.document = document;

    /// <summary>The extension's id.</summary>
    public string Id => Attribute(Identity, "Id");

    /// <summary>The extension's version.</summary>
    public string VersionText => Attribute(Identity, "Version");

    /// <summary>The extension's name.</summary>
    public string DisplayName => document.Descendants(Ns + "DisplayName").First().Value;

    /// <summary>What the extension is.</summary>
    public string Description => document.Descendants(Ns + "Description").First().Value;

    /// <summary>Components of Visual Studio that it needs, with the versions.</summary>
    public IReadOnlyList<(string Id, string Version)> Prerequisites =>
        [.. document.Descendants(Ns + "Prerequisite").Select(p => (Attribute(p, "Id"), Attribute(p, "Version")))];

    /// <summary>Files that it names: assets, licence and pictures.</summary>
    public IReadOnlyList<string> Files =>
        [
            .. document.Descendants(Ns + "Asset").Select(a => Attribute(a, "Path")),
            .. document.Descendants().Where(e => e.Name.LocalName is "License" or "Icon" or "PreviewImage").Select(e => e.Value),
        ];

    /// <summary>The assemblies whose parts the editor composes.</summary>
    public IReadOnlyList<string> MefComponents => AssetsOf("Microsoft.VisualStudio.MefComponent");

    /// <summary>The registrations of packages.</summary>
    public IReadOnlyList<string> Packages => AssetsOf("Microsoft.VisualStudio.VsPackage");

    private XElement Identity => document.Descendants(Ns + "Identity").First();

    /// <summary>Reads a manifest and holds it against the schemas and the rules.</summary>
    /// <exception cref="PackingException">It breaks one.</exception>
    public static VsixManifest Read(string path, string schemasFolder)
    {
        var schema = Path.Combine(schemasFolder, "PackageManifestSchema.xsd");
        if (!File.Exists(schema))
        {
            throw new PackingException(
                $"There is no PackageManifestSchema.xsd in {schemasFolder}. Name the folder tools/vssdk/schemas of the package Microsoft.VSSDK.BuildTools."
            );
        }

        var manifest = new VsixManifest(Load(path));
        manifest.Validate(schema);
        manifest.CheckTargets();
        manifest.CheckPrerequisites();
        if (manifest.MefComponents.Count == 0 || manifest.Packages.Count == 0)
        {
            throw new PackingException($"{path} names no asset of the types Microsoft.VisualStudio.MefComponent and VsPackage.");
        }

        return manifest;
    }

    /// <summary>Leaves the targets of one architecture.</summary>
    public void Narrow(string architecture)
    {
        var targets = document.Descendants(Ns + "InstallationTarget").ToList();
        var others = targets.Where(t => t.Element(Ns + "ProductArchitecture")!.Value != architecture).ToList();
        if (others.Count == targets.Count)
        {
            throw new PackingException($"The manifest has no installation target for the architecture {architecture}.");
        }

        others.ForEach(t => t.Remove());
    }

    /// <summary>The manifest as it is packed.</summary>
    public byte[] Write()
    {
        using var content = new MemoryStream();
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(false),
            Indent = true,
            NewLineChars = "\n",
        };
        using (var writer = XmlWriter.Create(content, settings))
        {
            document.Save(writer);
        }

        return content.ToArray();
    }

    private static XDocument Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new PackingException($"There is no manifest at {path}. Is it the output folder of the extension's build?");
        }

        try
        {
            return XDocument.Load(path, LoadOptions.SetLineInfo);
        }
        catch (XmlException e)
        {
            throw new PackingException($"{path} is no XML: {e.Message}");
        }
    }

    private static string Attribute(XElement element, string name) =>
        element.Attribute(name)?.Value ?? throw new PackingException($"The manifest's {element.Name.LocalName} has no attribute {name}.");

    private List<string> AssetsOf(string type) =>
        [.. document.Descendants(Ns + "Asset").Where(a => Attribute(a, "Type") == type).Select(a => Attribute(a, "Path"))];

    private void Validate(string schema)
    {
        // The schemas include one another by file.
        var schemas = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        schemas.Add(Ns.NamespaceName, schema);
        if (document.Root!.Name != Ns + "PackageManifest")
        {
            throw new PackingException($"The manifest's root is {document.Root.Name}, not a PackageManifest of {Ns.NamespaceName}.");
        }

        var problems = new List<string>();
        document.Validate(schemas, (_, e) => problems.Add($"line {e.Exception.LineNumber}: {e.Message}"));
        if (problems.Count > 0)
        {
            throw new PackingException("The manifest is not as its schema says: " + string.Join("; ", problems));
        }
    }

    private void CheckTargets()
    {
        var targets = document.Descendants(Ns + "InstallationTarget").ToList();
        if (targets.Count == 0)
        {
            throw new PackingException("The manifest has no installation target.");
        }

        foreach (var target in targets)
        {
            if (target.Element(Ns + "ProductArchitecture")?.Value is not ("amd64" or "arm64"))
            {
                throw new PackingException(
                    "Every installation target needs a ProductArchitecture: amd64 or arm64. Visual Studio 2022 has no other."
                );
            }

            // 17.10 is the first whose editor has all that is called; the next major version is not known.
            var range = VersionRange.Parse(Attribute(target, "Version"));
            if (range.Minimum < new Version(17, 10) || range.Maximum is null || range.IncludesMaximum || range.Maximum > new Version(19, 0))
            {
                throw new PackingException($"The installation target's range {Attribute(target, "Version")} goes beyond [17.10,19.0).");
            }
        }
    }

    private void CheckPrerequisites()
    {
        if (Prerequisites.All(p => p.Id != "Microsoft.VisualStudio.Component.CoreEditor"))
        {
            throw new PackingException("The manifest needs the prerequisite Microsoft.VisualStudio.Component.CoreEditor.");
        }

        foreach (var (_, version) in Prerequisites)
        {
            VersionRange.Parse(version);
        }
    }
}
