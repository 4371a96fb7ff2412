namespace Microsoft.VisualStudio.Utilities;

public interface IPropertyOwner
{
    PropertyCollection Properties { get; }
}
