using SmolCode.Inference.Tuning;

namespace SmolCode.Output;

/// <summary>The JSON document of <c>model tune --json</c>. Kept: it is followed from the next start on.</summary>
internal sealed record TuningDocument(TuningReport Measured, bool Kept);
