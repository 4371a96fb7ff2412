using Microsoft.CodeAnalysis;

namespace SmolCode.Testing.Proposals;

/// <summary>Texts that the language model would pass for parameters.</summary>
internal sealed class ProposedTexts
{
    private readonly Dictionary<ISymbol, IReadOnlyList<string>> texts = new(SymbolEqualityComparer.Default);

    /// <summary>How many there are.</summary>
    public int Count => texts.Values.Sum(t => t.Count);

    /// <summary>Those for a parameter, the likeliest first.</summary>
    public IReadOnlyList<string> Of(IParameterSymbol parameter) => texts.GetValueOrDefault(parameter.OriginalDefinition) ?? [];

    /// <summary>Adds those of a parameter.</summary>
    public void Add(IParameterSymbol parameter, IReadOnlyList<string> proposed) => texts[parameter.OriginalDefinition] = proposed;
}
