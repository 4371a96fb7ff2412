namespace SmolCode.Inference.Tests;

/// <summary>The weights that the build puts beside the tests.</summary>
internal static class Bundled
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "models");

    public static string Model { get; } = Path.Combine(Folder, "SmolLM2-135M-Instruct.Q4_1.gguf");

    public static string Adapter { get; } = Path.Combine(Folder, "SmolLM2-135M-CSharp.lora.gguf");
}
