using System.ComponentModel.Composition;
using Microsoft.VisualStudio.Text.Editor;
using Microsoft.VisualStudio.Utilities;

namespace SmolCode.VisualStudio.Editor;

/// <summary>Tells the client of views on C# files: what they show, which one has the focus, where the cursor is.</summary>
[Export(typeof(IWpfTextViewCreationListener))]
[ContentType("CSharp")]
[TextViewRole(PredefinedTextViewRoles.Document)]
internal sealed class ViewListener : IWpfTextViewCreationListener
{
    private readonly EditorClient editor;

    [ImportingConstructor]
    public ViewListener(EditorClient editor) => this.editor = editor;

    public void TextViewCreated(IWpfTextView textView)
    {
        if (editor.AddView(textView) is not { } document)
        {
            return;
        }

        void OnFocus(object sender, EventArgs e) => editor.Activate(textView, document);
        void OnMoved(object sender, CaretPositionChangedEventArgs e)
        {
            var caret = e.NewPosition.BufferPosition;
            var position = new SnapshotLines(caret.Snapshot).PositionAt(caret.Position);
            editor.Client.Suggestions.CursorAt(document.Uri, caret.Position, position);
        }

        void OnClosed(object sender, EventArgs e)
        {
            textView.GotAggregateFocus -= OnFocus;
            textView.Caret.PositionChanged -= OnMoved;
            textView.Closed -= OnClosed;
            editor.RemoveView(textView, document);
        }

        textView.GotAggregateFocus += OnFocus;
        textView.Caret.PositionChanged += OnMoved;
        textView.Closed += OnClosed;
    }
}
