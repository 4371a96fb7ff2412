namespace SmolCode.Inference.Tuning;

/// <summary>What speed depends on beside the model: a result holds where all of it is the same.</summary>
/// <param name="Processor">The processor's name as llama.cpp tells it.</param>
/// <param name="Cores">Logical cores that this process may use.</param>
/// <param name="Library">llama.cpp's version and the variant that was picked, e.g. "v0.4.0 haswell".</param>
public sealed record MachineIdentity(string Processor, int Cores, string Library);
