namespace Microsoft.VisualStudio.Language.Suggestions;

public enum ReasonForAccept
{
    AcceptedByCommand = 0,
    AcceptedByOvertype = 1,
}
