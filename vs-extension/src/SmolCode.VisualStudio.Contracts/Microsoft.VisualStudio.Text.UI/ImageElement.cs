namespace Microsoft.VisualStudio.Text.Adornments;

/// <summary>Named in signatures only.</summary>
public class ImageElement;
