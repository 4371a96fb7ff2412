namespace Microsoft.VisualStudio.Text;

public interface ITextDataModel
{
    ITextBuffer DocumentBuffer { get; }
}
