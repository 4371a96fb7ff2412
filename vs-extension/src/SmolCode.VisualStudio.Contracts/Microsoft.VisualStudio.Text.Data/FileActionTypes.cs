namespace Microsoft.VisualStudio.Text;

[Flags]
public enum FileActionTypes
{
    ContentSavedToDisk = 1,
    ContentLoadedFromDisk = 2,
    DocumentRenamed = 4,
}
