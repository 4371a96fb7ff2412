namespace SmolCode.Inference.Gguf;

/// <summary>Storage layouts of tensors (enum ggml_type in ggml.h); those that are named here are converted, others only carried.</summary>
internal enum GgufTensorType
{
    F32 = 0,
    F16 = 1,
    Q4_0 = 2,
    Q4_1 = 3,
    Q8_0 = 8,
    BF16 = 30,
}
