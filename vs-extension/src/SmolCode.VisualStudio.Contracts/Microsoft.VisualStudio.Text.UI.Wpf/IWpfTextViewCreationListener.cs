namespace Microsoft.VisualStudio.Text.Editor;

public interface IWpfTextViewCreationListener
{
    void TextViewCreated(IWpfTextView textView);
}
