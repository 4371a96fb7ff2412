namespace Microsoft.VisualStudio.Utilities;

public interface IContentType
{
    string TypeName { get; }

    bool IsOfType(string type);
}
