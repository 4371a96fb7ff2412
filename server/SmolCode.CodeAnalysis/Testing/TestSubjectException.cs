namespace SmolCode.CodeAnalysis.Testing;

/// <summary>There is nothing at the position that tests could be written for, or the project can't be compiled; the message is for the user.</summary>
public sealed class TestSubjectException : Exception
{
    /// <summary>An exception with a message for the user.</summary>
    public TestSubjectException(string message)
        : base(message) { }
}
