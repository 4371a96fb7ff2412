using Microsoft.VisualStudio.Text;

namespace Microsoft.VisualStudio.Language.Proposals;

public struct ProposedEdit(SnapshotSpan span, string replacementText)
{
    public SnapshotSpan Span { get; } = span;

    public string ReplacementText { get; } = replacementText;
}
