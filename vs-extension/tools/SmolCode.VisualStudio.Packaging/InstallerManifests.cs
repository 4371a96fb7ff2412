using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace SmolCode.VisualStudio.Packaging;

/// <summary>The two files that the installer of Visual Studio reads instead of the manifest.</summary>
internal static class InstallerManifests
{
    /// <summary><c>manifest.json</c>: what is installed.</summary>
    public static byte[] Manifest(VsixManifest manifest, IReadOnlyDictionary<string, byte[]> files) =>
        Bytes(
            new JsonObject
            {
                ["id"] = manifest.Id,
                ["version"] = manifest.VersionText,
                ["type"] = "Vsix",
                ["vsixId"] = manifest.Id,
                ["extensionDir"] = Folder(manifest),
                ["files"] = new JsonArray([
                    .. files
                        .OrderBy(f => f.Key, StringComparer.Ordinal)
                        .Select(f =>
                            (JsonNode)
                                new JsonObject
                                {
                                    ["fileName"] = "/" + f.Key,
                                    ["sha256"] = Convert.ToHexString(SHA256.HashData(f.Value)).ToLowerInvariant(),
                                }
                        ),
                ]),
                ["installSizes"] = new JsonObject { ["targetDrive"] = Size(files) },
                ["dependencies"] = Dependencies(manifest),
            }
        );

    /// <summary><c>catalog.json</c>: what there is to install.</summary>
    public static byte[] Catalog(VsixManifest manifest, IReadOnlyDictionary<string, byte[]> files, string fileName)
    {
        var component = Dependencies(manifest);
        component.Insert(0, manifest.Id, manifest.VersionText);
        return Bytes(
            new JsonObject
            {
                ["manifestVersion"] = "1.1",
                ["info"] = new JsonObject { ["id"] = $"{manifest.Id},version={manifest.VersionText}", ["manifestType"] = "Extension" },
                ["packages"] = new JsonArray(
                    new JsonObject
                    {
                        ["id"] = "Component." + manifest.Id,
                        ["version"] = manifest.VersionText,
                        ["type"] = "Component",
                        ["extension"] = true,
                        ["dependencies"] = component,
                        ["localizedResources"] = new JsonArray(
                            new JsonObject
                            {
                                ["language"] = "en-US",
                                ["title"] = manifest.DisplayName,
                                ["description"] = manifest.Description,
                            }
                        ),
                    },
                    new JsonObject
                    {
                        ["id"] = manifest.Id,
                        ["version"] = manifest.VersionText,
                        ["type"] = "Vsix",
                        ["payloads"] = new JsonArray(new JsonObject { ["fileName"] = fileName, ["size"] = Size(files) }),
                        ["vsixId"] = manifest.Id,
                        ["extensionDir"] = Folder(manifest),
                        ["installSizes"] = new JsonObject { ["targetDrive"] = Size(files) },
                    }
                ),
            }
        );
    }

    private static JsonObject Dependencies(VsixManifest manifest) =>
        new(manifest.Prerequisites.Select(p => KeyValuePair.Create(p.Id, (JsonNode?)p.Version)));

    private static long Size(IReadOnlyDictionary<string, byte[]> files) => files.Values.Sum(f => (long)f.Length);

    /// <summary>A folder of the extension's own that is the same wherever it is packed.</summary>
    private static string Folder(VsixManifest manifest)
    {
        var name = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{manifest.Id} {manifest.VersionText}"))).ToLowerInvariant();
        return $@"[installdir]\Common7\IDE\Extensions\{name[..8]}.{name[8..11]}";
    }

    private static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());
}
