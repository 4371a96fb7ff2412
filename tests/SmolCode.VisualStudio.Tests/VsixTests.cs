using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using SmolCode.TestSupport;
using SmolCode.VisualStudio.Packaging;

namespace SmolCode.VisualStudio.Tests;

/// <summary>The packed extension, opened and looked at.</summary>
public sealed class VsixTests : IDisposable
{
    private static readonly string[] Contracts =
    [
        "Microsoft.VisualStudio.CoreUtility",
        "Microsoft.VisualStudio.Language",
        "Microsoft.VisualStudio.Text.Data",
        "Microsoft.VisualStudio.Text.Logic",
        "Microsoft.VisualStudio.Text.UI",
        "Microsoft.VisualStudio.Text.UI.Wpf",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_holds_what_is_needed_and_nothing_else()
    {
        Assert.Equal(
            [
                "Icon.png",
                "LICENSE.txt",
                "Markdig.dll",
                "NOTICE.txt",
                "SmolCode.VisualStudio.Core.dll",
                "SmolCode.VisualStudio.dll",
                "SmolCode.VisualStudio.pkgdef",
                "[Content_Types].xml",
                "catalog.json",
                "extension.vsixmanifest",
                "manifest.json",
            ],
            Pack().Keys.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void What_its_assemblies_ask_for_is_in_it_or_Visual_Studios_own_in_a_version_that_the_oldest_one_has()
    {
        var files = Pack();
        var problems = new List<string>();
        foreach (var (name, content) in files.Where(f => f.Key.EndsWith(".dll", StringComparison.Ordinal)))
        {
            using var assembly = new AssemblyMetadata(content);
            foreach (var (reference, version, token) in assembly.References)
            {
                var isPacked = files.ContainsKey(reference + ".dll");
                var isOwn =
                    VisualStudioAssemblies.Versions.TryGetValue(reference, out var known)
                    && version <= known
                    && (!reference.StartsWith("Microsoft.VisualStudio.", StringComparison.Ordinal) || token == "b03f5f7f11d50a3a");
                if (!isPacked && !isOwn && !VisualStudioAssemblies.Framework.Contains(reference))
                {
                    problems.Add($"{name} asks for {reference} {version}");
                }
            }
        }

        Assert.Empty(problems);
    }

    [Fact]
    public void What_is_compiled_against_contracts_asks_for_types_that_they_have_and_the_contracts_have_the_real_identities()
    {
        using var extension = new AssemblyMetadata(Pack()["SmolCode.VisualStudio.dll"]);
        foreach (var name in Contracts)
        {
            using var contract = new AssemblyMetadata(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, name + ".dll")));
            var declared = contract
                .Reader.TypeDefinitions.Select(contract.Reader.GetTypeDefinition)
                .Select(t => $"{contract.Reader.GetString(t.Namespace)}.{contract.Reader.GetString(t.Name)}")
                .ToHashSet(StringComparer.Ordinal);
            var used = extension.TypesOf(name);
            Assert.NotEmpty(used);
            Assert.Equal([], used.Except(declared));
            var identity = extension.References.Single(r => r.Name == name);
            Assert.Equal(("b03f5f7f11d50a3a", contract.Reader.GetAssemblyDefinition().Version), (identity.Token, identity.Version));
        }
    }

    [Fact]
    public void The_parts_are_exported_for_CSharp_under_the_names_that_the_editor_orders_by()
    {
        using var assembly = new AssemblyMetadata(Pack()["SmolCode.VisualStudio.dll"]);

        var provider = assembly.AttributesOf("SmolCode.VisualStudio.Editor.ProposalSourceProvider");
        Assert.Equal(["Microsoft.VisualStudio.Language.Proposals.ProposalSourceProviderBase"], Given(provider, "ExportAttribute"));
        Assert.Equal(["CSharp"], Given(provider, "ContentTypeAttribute"));
        Assert.Equal(["SmolCode"], Given(provider, "NameAttribute"));
        Assert.Equal(["Before=InlineCSharpProposalSourceProvider", "Before=Highest Priority"], Given(provider, "OrderAttribute"));

        var listener = assembly.AttributesOf("SmolCode.VisualStudio.Editor.ViewListener");
        Assert.Equal(["Microsoft.VisualStudio.Text.Editor.IWpfTextViewCreationListener"], Given(listener, "ExportAttribute"));
        Assert.Equal(["CSharp"], Given(listener, "ContentTypeAttribute"));
        Assert.Equal(["DOCUMENT"], Given(listener, "TextViewRoleAttribute"));

        Assert.Equal(
            ["SmolCode.VisualStudio.Editor.EditorClient"],
            Given(assembly.AttributesOf("SmolCode.VisualStudio.Editor.EditorClient"), "ExportAttribute")
        );
    }

    [Fact]
    public void The_same_files_make_the_same_bytes_and_other_ones_make_others()
    {
        var first = PackTo("1/smolcode.vsix", Paths.Extension);
        var second = PackTo("2/smolcode.vsix", Paths.Extension);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));

        var copy = Copy();
        File.AppendAllText(Path.Combine(copy, "NOTICE.txt"), "more");
        Assert.NotEqual(File.ReadAllBytes(first), File.ReadAllBytes(PackTo("3/smolcode.vsix", copy)));
    }

    [Fact]
    public void Its_manifests_agree_with_one_another_and_with_what_is_in_it()
    {
        var files = Pack();
        var manifest = JsonNode.Parse(files["manifest.json"])!;
        var catalog = JsonNode.Parse(files["catalog.json"])!;

        var listed = manifest["files"]!.AsArray().Select(f => (string)f!["fileName"]!).ToList();
        string[] notListed = ["[Content_Types].xml", "catalog.json", "manifest.json"];
        Assert.Equal(files.Keys.Except(notListed).Select(n => "/" + n).Order(StringComparer.Ordinal), listed);
        Assert.Equal("SmolCode.VisualStudio", (string)manifest["id"]!);
        Assert.Equal("[17.10,19.0)", (string)manifest["dependencies"]!["Microsoft.VisualStudio.Component.CoreEditor"]!);
        Assert.Equal((string)manifest["extensionDir"]!, (string)catalog["packages"]![1]!["extensionDir"]!);
        Assert.Equal((string)manifest["version"]!, (string)catalog["packages"]![0]!["dependencies"]!["SmolCode.VisualStudio"]!);

        var types = XDocument.Load(new MemoryStream(files["[Content_Types].xml"]));
        var known = types.Root!.Elements().Select(e => e.Attribute("Extension")?.Value).ToHashSet();
        Assert.All(files.Keys.Where(n => n != "[Content_Types].xml"), n => Assert.Contains(Path.GetExtension(n)[1..], known));
    }

    [Fact]
    public void The_packed_manifest_is_valid_and_names_both_architectures_of_both_versions()
    {
        var files = Pack();
        var path = folder.Write("source.extension.vsixmanifest", System.Text.Encoding.UTF8.GetString(files["extension.vsixmanifest"]));
        var manifest = VsixManifest.Read(path, Paths.Schemas);
        Assert.All(manifest.Files, f => Assert.True(files.ContainsKey(f), f));

        var targets = XDocument.Load(path).Descendants().Where(e => e.Name.LocalName == "InstallationTarget").ToList();
        Assert.Equal(["amd64", "arm64"], targets.Select(t => t.Value.Trim()));
        Assert.All(targets, t => Assert.Equal("[17.10,19.0)", t.Attribute("Version")!.Value));
    }

    [Fact]
    public void A_server_is_put_inside_for_its_one_architecture()
    {
        folder.Write("published/smolcode.exe", "exe");
        folder.Write("published/models/a.gguf", "model");
        folder.Write("published/LICENSE", "text");

        var path = Path.Combine(folder.Path, "out", "smolcode.vsix");
        var result = VsixPacker.Pack(
            new PackingOptions(Paths.Extension, path, Paths.Schemas, Path.Combine(folder.Path, "published"), "arm64")
        );

        Assert.Contains("server/models/a.gguf", result.Names);
        var files = Read(path);
        Assert.Equal("exe"u8.ToArray(), files["server/smolcode.exe"]);
        var targets = XDocument
            .Load(new MemoryStream(files["extension.vsixmanifest"]))
            .Descendants()
            .Where(e => e.Name.LocalName == "InstallationTarget");
        Assert.Equal(["arm64"], targets.Select(t => t.Value.Trim()));
        Assert.Contains(
            "PartName=\"/server/LICENSE\"",
            System.Text.Encoding.UTF8.GetString(files["[Content_Types].xml"]),
            StringComparison.Ordinal
        );
    }

    private static List<object?> Given(IReadOnlyList<(string Name, IReadOnlyList<object?> Arguments)> attributes, string name) =>
        [.. attributes.Where(a => a.Name == name).SelectMany(a => a.Arguments)];

    private static Dictionary<string, byte[]> Read(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in archive.Entries)
        {
            using var content = new MemoryStream();
            using var stream = entry.Open();
            stream.CopyTo(content);
            files.Add(entry.FullName, content.ToArray());
        }

        return files;
    }

    private Dictionary<string, byte[]> Pack() => Read(PackTo("smolcode.vsix", Paths.Extension));

    private string PackTo(string name, string extension)
    {
        var path = Path.Combine(folder.Path, "out", name);
        VsixPacker.Pack(new PackingOptions(extension, path, Paths.Schemas));
        return path;
    }

    private string Copy()
    {
        var copy = Path.Combine(folder.Path, "copy");
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.EnumerateFiles(Paths.Extension))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }
}
