namespace Microsoft.VisualStudio.Language.Suggestions;

/// <summary>Those that are used; the real one has more.</summary>
public enum ReasonForDismiss
{
    DismissedAfterUserEscape = 0,
    DismissedBySession = 4,
}
