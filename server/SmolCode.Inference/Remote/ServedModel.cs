using System.Collections.Immutable;

namespace SmolCode.Inference.Remote;

/// <summary>A model that a server has.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Aliases">Other names (llama-server).</param>
/// <param name="ContextLength">Tokens of a prompt and its answer at most, where the server tells (vLLM, llama-server).</param>
internal sealed record ServedModel(string Id, ImmutableArray<string> Aliases, int? ContextLength)
{
    /// <summary>It is called so.</summary>
    public bool IsCalled(string name) => Id == name || Aliases.Contains(name);
}
