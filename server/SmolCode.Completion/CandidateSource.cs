using SmolCode.CodeAnalysis;

namespace SmolCode.Completion;

/// <summary>Where a candidate comes from.</summary>
public enum CandidateSource
{
    /// <summary>Decoded by the model.</summary>
    Model,

    /// <summary>Decoded again from a name that did not bind, with the names that the compiler accepts there.</summary>
    Masked,

    /// <summary>Stands at a place like the hole elsewhere, with its names replaced; scored by the model.</summary>
    Repeat,

    /// <summary>Dictated by the shape of the code around (<see cref="StructuralCode"/>); scored by the model.</summary>
    Structure,

    /// <summary>Synthesised from the type that is wanted (<see cref="TypedCode"/>); scored by the model.</summary>
    Types,
}
