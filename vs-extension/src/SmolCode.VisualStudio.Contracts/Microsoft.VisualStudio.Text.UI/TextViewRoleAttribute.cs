using Microsoft.VisualStudio.Utilities;

namespace Microsoft.VisualStudio.Text.Editor;

public sealed class TextViewRoleAttribute(string role) : MultipleBaseMetadataAttribute
{
    public string TextViewRoles { get; } = role;
}
