namespace SmolCode.CodeAnalysis.Structure;

/// <summary>One kind of code that its surroundings dictate.</summary>
internal interface IStructuralSource
{
    /// <summary>Texts for the hole, the likeliest first; none where this kind has nothing to say.</summary>
    IEnumerable<string> Find(StructuralPlace place);
}
