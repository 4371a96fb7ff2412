namespace Microsoft.VisualStudio.Utilities;

public sealed class NameAttribute(string name) : SingletonBaseMetadataAttribute
{
    public string Name { get; } = name;
}
