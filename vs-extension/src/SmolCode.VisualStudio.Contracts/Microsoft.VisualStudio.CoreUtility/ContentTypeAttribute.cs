namespace Microsoft.VisualStudio.Utilities;

public sealed class ContentTypeAttribute(string name) : MultipleBaseMetadataAttribute
{
    public string ContentTypes { get; } = name;
}
