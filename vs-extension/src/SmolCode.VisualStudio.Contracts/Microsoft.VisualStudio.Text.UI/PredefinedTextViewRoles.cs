namespace Microsoft.VisualStudio.Text.Editor;

public static class PredefinedTextViewRoles
{
    public const string Document = "DOCUMENT";

    public const string Editable = "EDITABLE";
}
