namespace SmolCode.Completion;

/// <summary>Why nothing is suggested. The JSON name is the kebab-case form (no-candidates). See docs/completion.md.</summary>
public enum NoSuggestionReason
{
    /// <summary>The file is generated; edits to it would be lost.</summary>
    GeneratedFile,

    /// <summary>Several projects compile the file; what is right in one may not be in another.</summary>
    LinkedFile,

    /// <summary>The file is larger than 2 million UTF-16 units: nobody types there, and every answer would be late.</summary>
    FileTooLarge,

    /// <summary>The cursor is in the middle of a word.</summary>
    InsideWord,

    /// <summary>A preprocessor directive or disabled code, where there is nothing to check against.</summary>
    UnsupportedPlace,

    /// <summary>The model had nothing to add.</summary>
    NoCandidates,

    /// <summary>The compiler rejected every candidate.</summary>
    AllRejected,

    /// <summary>What passed is not likely enough to be what is meant (<see cref="Eagerness"/>).</summary>
    Unlikely,

    /// <summary>No candidate goes on from the item that is selected in the editor's list.</summary>
    SelectionNotExtended,

    /// <summary>Nothing was ready at the deadline.</summary>
    Deadline,

    /// <summary>The model cannot be had; the message says why.</summary>
    ModelUnavailable,
}
