namespace SmolCode.VisualStudio.Packaging;

/// <summary>It can't be packed; the message says what is wrong and what to do.</summary>
internal sealed class PackingException(string message) : Exception(message);
