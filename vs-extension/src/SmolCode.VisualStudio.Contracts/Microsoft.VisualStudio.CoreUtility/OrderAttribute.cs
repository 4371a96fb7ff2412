namespace Microsoft.VisualStudio.Utilities;

public sealed class OrderAttribute : MultipleBaseMetadataAttribute
{
    public string? Before { get; set; }

    public string? After { get; set; }
}
