using SmolCode.TestSupport;
using PackingTool = SmolCode.VisualStudio.Packaging.Program;

namespace SmolCode.VisualStudio.Tests;

/// <summary>What the packing tool says to input that it can't pack. Each of these leaves no file behind.</summary>
public sealed class PackingToolTests : IDisposable
{
    private const string Manifest = "source.extension.vsixmanifest";

    private readonly TemporaryFolder folder = new();
    private readonly string extension;

    public PackingToolTests()
    {
        extension = Path.Combine(folder.Path, "extension");
        Directory.CreateDirectory(extension);
        foreach (var file in Directory.EnumerateFiles(Paths.Extension))
        {
            File.Copy(file, Path.Combine(extension, Path.GetFileName(file)));
        }
    }

    private string Output => Path.Combine(folder.Path, "smolcode.vsix");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_packs_and_says_what_a_build_away_from_Windows_lacks()
    {
        var (code, output, error) = Run();
        Assert.Equal(0, code);
        Assert.Contains("11 parts", output, StringComparison.Ordinal);
        Assert.Contains("warning: SmolCode.VisualStudio.dll has no command table", error, StringComparison.Ordinal);
        Assert.Contains("warning: No server is inside", error, StringComparison.Ordinal);
        Assert.True(File.Exists(Output));
    }

    [Fact]
    public void Menus_can_be_required() => Refused("error: SmolCode.VisualStudio.dll has no command table", "--require-menus");

    [Fact]
    public void Wrong_arguments_are_answered_with_the_usage()
    {
        var (code, output, error) = Start("--extension", extension);
        Assert.Equal(2, code);
        Assert.Contains("'--output' is required", error, StringComparison.Ordinal);
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
        Assert.Equal(2, Start("--extension", extension, "--output", Output, "--architecture", "x86").Code);
        Assert.Equal(2, Start("--extension", extension, "--output", Output, "--colour", "red").Code);
        Assert.Equal(2, Start("--extension", extension, "--output", "").Code);
        Assert.False(File.Exists(Output));
    }

    [Fact]
    public void A_folder_that_is_not_there()
    {
        Directory.Delete(extension, true);
        Refused("Build the extension first.");
    }

    [Fact]
    public void Schemas_that_are_not_there() => Refused("Name the folder tools/vssdk/schemas", "--schemas", folder.Path);

    [Fact]
    public void No_manifest()
    {
        File.Delete(Path.Combine(extension, Manifest));
        Refused("There is no manifest at");
    }

    [Theory]
    [InlineData("<PackageManifest", "<Package", "is no XML")]
    [InlineData("vsx-schema/2011", "vsx-schema/2010", "not a PackageManifest of")]
    [InlineData("<DisplayName>SmolCode</DisplayName>", "", "is not as its schema says: line")]
    [InlineData("<Assets>", "<Assets><Wrong />", "is not as its schema says: line")]
    [InlineData("arm64", "mips", "is not as its schema says: line")]
    [InlineData("arm64", "x86", "amd64 or arm64")]
    [InlineData("<ProductArchitecture>arm64</ProductArchitecture>", "", "needs a ProductArchitecture")]
    [InlineData("Version=\"[17.10,19.0)\">", "Version=\"17.10\">", "17.10 is no range of versions")]
    [InlineData("Version=\"[17.10,19.0)\">", "Version=\"[17.0,19.0)\">", "goes beyond [17.10,19.0)")]
    [InlineData("Version=\"[17.10,19.0)\">", "Version=\"[17.10,)\">", "goes beyond [17.10,19.0)")]
    [InlineData("Version=\"[17.10,19.0)\">", "Version=\"[17.10,19.0]\">", "goes beyond [17.10,19.0)")]
    [InlineData("Component.CoreEditor", "Component.Other", "needs the prerequisite Microsoft.VisualStudio.Component.CoreEditor")]
    [InlineData("Version=\"[17.10,19.0)\" DisplayName=\"C#", "Version=\"new\" DisplayName=\"C#", "new is no range of versions")]
    [InlineData("Type=\"Microsoft.VisualStudio.MefComponent\"", "Type=\"Other\"", "names no asset of the types")]
    [InlineData("Path=\"SmolCode.VisualStudio.pkgdef\"", "Path=\"../a.pkgdef\"", "a path has to stay within the package")]
    [InlineData("Path=\"SmolCode.VisualStudio.pkgdef\"", "Path=\"a\\b.pkgdef\"", "a path has to stay within the package")]
    [InlineData("Path=\"SmolCode.VisualStudio.pkgdef\"", "Path=\"other.pkgdef\"", "other.pkgdef is to be packed and is not in")]
    [InlineData("Path=\"SmolCode.VisualStudio.dll\"", "Path=\"LICENSE.txt\"", "is no .NET assembly")]
    [InlineData("Version=\"0.1.0\"", "Version=\"0.2.0\"", "The manifest's version is 0.2.0")]
    public void A_manifest_that_is_wrong(string right, string wrong, string message)
    {
        var path = Path.Combine(extension, Manifest);
        var text = File.ReadAllText(path);
        Assert.Contains(right, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(right, wrong, StringComparison.Ordinal));
        Refused(message);
    }

    [Fact]
    public void An_assembly_that_is_nowhere()
    {
        File.Delete(Path.Combine(extension, "Markdig.dll"));
        Refused("SmolCode.VisualStudio.Core.dll needs Markdig.dll, which is neither in");
    }

    [Fact]
    public void A_server_without_an_architecture() => Refused("name it with --architecture", "--server", folder.Path);

    [Fact]
    public void A_folder_without_a_server() => Refused("There is no smolcode.exe in", "--server", folder.Path, "--architecture", "amd64");

    [Fact]
    public void A_server_with_a_name_that_no_package_takes()
    {
        folder.Write("published/smolcode.exe", "exe");
        folder.Write("published/a b.txt", "text");
        Refused("server/a b.txt can't be packed", "--server", Path.Combine(folder.Path, "published"), "--architecture", "amd64");
    }

    [Fact]
    public void An_architecture_that_the_manifest_does_not_name()
    {
        var path = Path.Combine(extension, Manifest);
        File.WriteAllText(path, File.ReadAllText(path).Replace("arm64", "amd64", StringComparison.Ordinal));
        Refused("no installation target for the architecture arm64", "--architecture", "arm64");
    }

    [Fact]
    public void A_place_that_can_not_be_written()
    {
        Directory.CreateDirectory(Output);
        var (code, _, error) = Run();
        Assert.Equal(1, code);
        Assert.Contains("is a folder", error, StringComparison.Ordinal);
        Assert.False(File.Exists(Output + ".new"));
    }

    private static (int Code, string Output, string Error) Start(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (PackingTool.Run(arguments, output, error), output.ToString(), error.ToString());
    }

    private (int Code, string Output, string Error) Run(params string[] more) =>
        Start(["--extension", extension, "--output", Output, .. more]);

    private void Refused(string message, params string[] more)
    {
        var (code, _, error) = Run(more);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
        Assert.Equal(1, code);
        Assert.False(File.Exists(Output));
    }
}
