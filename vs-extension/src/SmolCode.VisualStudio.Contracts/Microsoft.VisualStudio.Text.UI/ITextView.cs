using Microsoft.VisualStudio.Utilities;

namespace Microsoft.VisualStudio.Text.Editor;

public interface ITextView : IPropertyOwner
{
    event EventHandler Closed;

    event EventHandler GotAggregateFocus;

    event EventHandler LostAggregateFocus;

    ITextCaret Caret { get; }

    ITextSelection Selection { get; }

    ITextDataModel TextDataModel { get; }

    bool IsClosed { get; }
}
