using SmolCode.Testing.Values.Doubles;

namespace SmolCode.Testing.Planning.Collaborators;

/// <summary>A call on a test double that a test looks at afterwards.</summary>
/// <param name="Local">The double's variable.</param>
/// <param name="Call">What is called.</param>
/// <param name="Style">How it is written.</param>
internal sealed record VerifiedCall(string Local, CollaboratorCall Call, DoubleStyle Style)
{
    /// <summary>An expression that gives the arguments of all calls so far.</summary>
    public string Witness => Style.Calls(Local, Call);
}
