namespace Microsoft.VisualStudio.Text;

public interface INormalizedTextChangeCollection : IList<ITextChange>;
