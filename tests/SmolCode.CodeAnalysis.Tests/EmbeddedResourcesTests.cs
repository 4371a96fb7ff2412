using System.Collections;
using System.Resources;
using System.Xml.Linq;
using SmolCode.CodeAnalysis.Testing;
using SmolCode.TestSupport;

namespace SmolCode.CodeAnalysis.Tests;

/// <summary>What a project file embeds, under the names that a build gives it.</summary>
public sealed class EmbeddedResourcesTests
{
    private const string Texts = """
        <root>
          <resheader name="version"><value>2.0</value></resheader>
          <data name="Hello" xml:space="preserve"><value>Good day</value></data>
          <data name="Picture" type="System.Drawing.Bitmap" mimetype="application/x-microsoft.net.object.bytearray.base64"><value>AA==</value></data>
        </root>
        """;

    [Fact]
    public void Names_are_those_of_a_build()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Texts.resx", Texts);
        folder.Write("Texts.de-DE.resx", Texts);
        folder.Write("2 Pages/Page.resx", Texts);
        folder.Write("Beside/Form.resx", Texts);
        folder.Write("Beside/Form.cs", "namespace Some.Where; public class MainForm { }");
        folder.Write("obj/Left.resx", Texts);
        folder.Write("Data/zones.bin", "x");
        folder.Write("Data/named.bin", "x");
        folder.Write("Data/removed.bin", "x");
        var project = XDocument.Parse(
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <EmbeddedResource Include="Data\*.bin" />
                <EmbeddedResource Remove="Data\removed.bin" />
                <EmbeddedResource Update="Data\named.bin" LogicalName="names" />
              </ItemGroup>
            </Project>
            """
        );

        var resources = EmbeddedResources.Of(project, folder.Path, "Root");

        Assert.Equal(
            ["Root.Data.zones.bin", "Root.Texts.resources", "Root._2_Pages.Page.resources", "Some.Where.MainForm.resources", "names"],
            resources.Select(r => r.Name).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Texts_can_be_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Texts.resx", Texts);

        var resource = Assert.Single(EmbeddedResources.Of(XDocument.Parse("<Project />"), folder.Path, "Root"));

        using var reader = new ResourceReader(new MemoryStream([.. resource.Content]));
        var entry = Assert.Single(reader.Cast<DictionaryEntry>());
        Assert.Equal(("Hello", "Good day"), ((string)entry.Key, (string?)entry.Value));
    }
}
