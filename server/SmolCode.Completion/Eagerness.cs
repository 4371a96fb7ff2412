namespace SmolCode.Completion;

/// <summary>How sure a suggestion has to be to be shown (docs/completion.md, "Eagerness").</summary>
public enum Eagerness
{
    /// <summary>Only what is very likely meant.</summary>
    Quiet,

    /// <summary>What is worth a look.</summary>
    Balanced,

    /// <summary>Whatever the compiler lets pass.</summary>
    Eager,
}
