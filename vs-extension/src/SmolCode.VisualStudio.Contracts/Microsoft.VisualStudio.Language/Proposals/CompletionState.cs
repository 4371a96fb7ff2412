using Microsoft.VisualStudio.Text;
using Microsoft.VisualStudio.Text.Adornments;

namespace Microsoft.VisualStudio.Language.Proposals;

public class CompletionState(string selectedItem, SnapshotSpan applicableToSpan, bool isSoftSelection, ImageElement? icon)
{
    public readonly string SelectedItem = selectedItem;

    public readonly SnapshotSpan ApplicableToSpan = applicableToSpan;

    public readonly bool IsSoftSelection = isSoftSelection;

    public readonly ImageElement? Icon = icon;
}
