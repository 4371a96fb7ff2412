namespace Microsoft.VisualStudio.Text.Editor;

public interface IWpfTextView : ITextView;
