namespace SmolCode.CodeAnalysis;

/// <summary>Where the cursor is, syntactically. The JSON name is the kebab-case form (member-access).</summary>
public enum HoleKind
{
    /// <summary>Anything not named below.</summary>
    Other,

    /// <summary>After a dot (or <c>?.</c>, <c>::</c>), possibly within the name.</summary>
    MemberAccess,

    /// <summary>Within an argument list, at or in an argument.</summary>
    Argument,

    /// <summary>Right of <c>=</c>, <c>+=</c>, <c>=></c>, or in an initialiser.</summary>
    Assignment,

    /// <summary>Condition of if, while, for, do, ?:, when.</summary>
    Condition,

    /// <summary>After <c>return</c>, <c>throw</c>, <c>yield return</c>, <c>await</c> or another keyword that takes an expression.</summary>
    Expression,

    /// <summary>Where a statement begins.</summary>
    StatementStart,

    /// <summary>On a new line right after a line that opened a block.</summary>
    BlockStart,

    /// <summary>Where a member or type is declared.</summary>
    Declaration,

    /// <summary>Within a type name (parameter, field, generic argument, base list).</summary>
    Type,

    /// <summary>Within a pattern or switch arm.</summary>
    Pattern,

    /// <summary>Within an attribute.</summary>
    Attribute,

    /// <summary>A using or namespace directive.</summary>
    Using,

    /// <summary>Within a comment.</summary>
    Comment,

    /// <summary>Within a documentation comment.</summary>
    DocComment,

    /// <summary>Within a string or character literal (not its interpolations).</summary>
    String,

    /// <summary>A preprocessor directive or disabled code.</summary>
    Preprocessor,
}
