namespace SmolCode.VisualStudio.Protocol;

/// <summary>Requests that a server has only when it says so under <c>experimental.smolcode</c> of its capabilities.</summary>
[Flags]
public enum ServerFeatures
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary><c>smolcode/explain</c>.</summary>
    Explain = 1,

    /// <summary><c>smolcode/generateTests</c>.</summary>
    GenerateTests = 2,
}
