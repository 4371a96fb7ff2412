using System.Text.Json.Serialization;

namespace SmolCode.Training;

/// <summary>Why files are left out.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LeftOutReason>))]
public enum LeftOutReason
{
    /// <summary>Whole folders: build outputs, packages, hidden ones, links, and what .gitignore leaves out.</summary>
    Folder,

    /// <summary>.gitignore leaves it out.</summary>
    Ignored,

    /// <summary>Written by a tool, by its name or by what its head says.</summary>
    Generated,

    /// <summary>Over 400,000 bytes; not read.</summary>
    TooLarge,

    /// <summary>Hardly any code in it.</summary>
    TooLittle,

    /// <summary>A line of more than 400 characters: data, or minified.</summary>
    LongLines,

    /// <summary>Neither UTF-8 nor UTF-16 with a byte order mark.</summary>
    Undecodable,

    /// <summary>Can't be opened.</summary>
    Unreadable,

    /// <summary>Looks as if it held a key, a password or a token, or is named after such.</summary>
    Secret,

    /// <summary>More than four fifths of its lines stand in files read before.</summary>
    NearCopy,

    /// <summary>There is more than can be learned from; which files are taken is drawn by their paths.</summary>
    BeyondLimit,
}
