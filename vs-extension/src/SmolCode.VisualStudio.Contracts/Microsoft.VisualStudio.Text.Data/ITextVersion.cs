namespace Microsoft.VisualStudio.Text;

public interface ITextVersion
{
    int VersionNumber { get; }

    INormalizedTextChangeCollection Changes { get; }
}
