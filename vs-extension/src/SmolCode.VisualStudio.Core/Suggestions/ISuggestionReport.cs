namespace SmolCode.VisualStudio.Suggestions;

/// <summary>Hears what became of suggestions.</summary>
public interface ISuggestionReport
{
    /// <summary>One was shown.</summary>
    void DidShow(string id);

    /// <summary>One was taken, or its beginning: the length in UTF-16 units.</summary>
    void DidAccept(string id, int acceptedLength);

    /// <summary>One was refused or typed over.</summary>
    void DidReject(string id);
}
