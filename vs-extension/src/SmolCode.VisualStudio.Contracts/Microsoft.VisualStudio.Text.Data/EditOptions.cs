namespace Microsoft.VisualStudio.Text;

/// <summary>Named in signatures only.</summary>
public struct EditOptions;
