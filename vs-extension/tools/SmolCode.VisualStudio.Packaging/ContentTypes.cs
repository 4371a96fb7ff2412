using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace SmolCode.VisualStudio.Packaging;

/// <summary>The content types of a package's parts (ECMA-376, part 2).</summary>
internal static class ContentTypes
{
    public const string Name = "[Content_Types].xml";

    private static readonly XNamespace Ns = "http://schemas.openxmlformats.org/package/2006/content-types";

    /// <summary>Says what every part is.</summary>
    public static byte[] Write(IEnumerable<string> names)
    {
        var all = names.ToList();
        var extensions = all.Select(Extension).Where(e => e.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase);
        var types = new XElement(
            Ns + "Types",
            extensions
                .Order(StringComparer.Ordinal)
                .Select(e => new XElement(Ns + "Default", new XAttribute("Extension", e), new XAttribute("ContentType", TypeOf(e)))),
            all.Where(n => Extension(n).Length == 0)
                .Order(StringComparer.Ordinal)
                .Select(n => new XElement(Ns + "Override", new XAttribute("PartName", "/" + n), new XAttribute("ContentType", TypeOf(""))))
        );
        using var content = new MemoryStream();
        using (var writer = XmlWriter.Create(content, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            types.Save(writer);
        }

        return content.ToArray();
    }

    private static string Extension(string name) => Path.GetExtension(name).TrimStart('.').ToLowerInvariant();

    private static string TypeOf(string extension) =>
        extension switch
        {
            "vsixmanifest" or "xml" => "text/xml",
            "json" => "application/json",
            "pkgdef" or "txt" or "md" => "text/plain",
            "png" => "image/png",
            _ => "application/octet-stream",
        };
}
