namespace SmolCode.CodeAnalysis.Explaining;

/// <summary>What an explanation is about.</summary>
public enum ExplainedScope
{
    /// <summary>There is no code.</summary>
    Nothing,

    /// <summary>Statements of a member.</summary>
    Statements,

    /// <summary>A member of a type.</summary>
    Member,

    /// <summary>A type.</summary>
    Type,

    /// <summary>Several members or types, or a file.</summary>
    Several,
}
