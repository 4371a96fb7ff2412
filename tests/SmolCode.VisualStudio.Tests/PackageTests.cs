using System.ComponentModel.Design;
using System.Globalization;
using System.Xml.Linq;
using SmolCode.VisualStudio.Client;
using SmolCode.VisualStudio.Commands;

namespace SmolCode.VisualStudio.Tests;

/// <summary>What Visual Studio reads of the package without running it, held against the code.</summary>
public sealed class PackageTests
{
    private static readonly XNamespace Ns = "http://schemas.microsoft.com/VisualStudio/2005-10-18/CommandTable";

    private readonly XDocument table = XDocument.Load(Paths.Source("SmolCode.vsct"));

    [Fact]
    public void The_registration_is_what_the_attributes_of_the_package_say()
    {
        var file = Paths.Source("SmolCode.VisualStudio.pkgdef");
        var expected = Registration.Write(typeof(SmolCodePackage));
        if (Environment.GetEnvironmentVariable("SMOLCODE_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(file, expected);
        }

        Assert.Equal(expected, File.ReadAllText(file).ReplaceLineEndings("\n"));
        // What it is for, in its own words.
        Assert.Contains("\"CSharp\"=\"ActiveEditorContentType:CSharp\"", expected, StringComparison.Ordinal);
        Assert.Contains($"\"{{{PackageGuids.Package}}}\"=\", Menus.ctmenu, 1\"", expected, StringComparison.Ordinal);
        Assert.Contains($"\"Page\"=\"{{{PackageGuids.SettingsOptionsPage}}}\"", expected, StringComparison.Ordinal);
        Assert.Contains($@"ToolWindows\{{{PackageGuids.ExplanationWindow}}}", expected, StringComparison.Ordinal);
        Assert.Contains($@"ToolWindows\{{{PackageGuids.GeneratedTestsWindow}}}", expected, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_table_has_the_package_and_every_command_under_its_id_and_no_other()
    {
        Assert.Equal(Guid.Parse(PackageGuids.Package), GuidOf("Package"));
        Assert.Equal(Guid.Parse(PackageGuids.CommandSet), GuidOf("CommandSet"));
        Assert.Equal("Package", table.Descendants(Ns + "Commands").Single().Attribute("package")!.Value);
        var buttons = table.Descendants(Ns + "Button").Select(b => b.Attribute("id")!.Value).ToList();
        Assert.Equal(Enum.GetNames<ClientCommand>(), buttons);
        foreach (var command in Enum.GetValues<ClientCommand>())
        {
            Assert.Equal(new CommandID(GuidOf("CommandSet"), IdOf(command.ToString())), CommandIds.Of(command));
        }
    }

    [Fact]
    public void Every_id_in_the_command_table_is_declared_once_and_used()
    {
        var declared = table.Descendants(Ns + "IDSymbol").Select(s => s.Attribute("name")!.Value).ToList();
        Assert.Equal(declared.Distinct(), declared);
        Assert.Equal(declared.Count, table.Descendants(Ns + "IDSymbol").Select(s => IdOf(s.Attribute("name")!.Value)).Distinct().Count());
        var used = table
            .Descendants()
            .Where(e => e.Attribute("guid")?.Value == "CommandSet")
            .Select(e => e.Attribute("id")!.Value)
            .Distinct()
            .ToList();
        Assert.Equal(declared.Order(), used.Order());
    }

    [Fact]
    public void Every_group_and_command_has_a_text_or_a_place()
    {
        Assert.All(table.Descendants(Ns + "Button"), b => Assert.NotEmpty(b.Descendants(Ns + "ButtonText").Single().Value));
        Assert.All(
            table.Descendants().Where(e => e.Name.LocalName is "Button" or "Group" or "Menu" or "CommandPlacement"),
            e => Assert.Single(e.Elements(Ns + "Parent"))
        );
        // In the editor only what is about code.
        Assert.Equal(
            [nameof(ClientCommand.ExplainSelection), nameof(ClientCommand.GenerateTests)],
            table.Descendants(Ns + "CommandPlacement").Select(p => p.Attribute("id")!.Value)
        );
    }

    private Guid GuidOf(string name) =>
        Guid.Parse(table.Descendants(Ns + "GuidSymbol").Single(s => s.Attribute("name")!.Value == name).Attribute("value")!.Value);

    private int IdOf(string name) =>
        int.Parse(
            table.Descendants(Ns + "IDSymbol").Single(s => s.Attribute("name")!.Value == name).Attribute("value")!.Value[2..],
            NumberStyles.HexNumber,
            CultureInfo.InvariantCulture
        );
}
