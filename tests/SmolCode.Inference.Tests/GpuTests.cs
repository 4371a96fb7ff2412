using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.Inference.Native;
using SmolCode.TestSupport;

namespace SmolCode.Inference.Tests;

/// <summary>Libraries for a GPU that is not here. With one that works nothing was ever run.</summary>
public sealed class GpuTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Libraries_for_a_GPU_that_do_not_load_leave_the_processors()
    {
        foreach (var file in Directory.EnumerateFiles(LlamaLibraries.DefaultFolder))
        {
            File.Copy(file, Path.Combine(_folder.Path, Path.GetFileName(file)));
        }

        foreach (var name in (string[])["ggml-cuda", $"llama.cuda.{LlamaLibraries.Version}", $"ggml.cuda.{LlamaLibraries.Version}"])
        {
            File.WriteAllText(
                Path.Combine(
                    _folder.Path,
                    OperatingSystem.IsWindows() ? $"{name}.dll" : $"lib{name}{(OperatingSystem.IsMacOS() ? ".dylib" : ".so")}"
                ),
                "needs a driver that is not here"
            );
        }

        var info = await InfoAsync(EngineFixture.Options with { LibraryFolder = _folder.Path });

        Assert.NotNull(info.Backend);
        Assert.DoesNotContain("cuda", info.Backend, StringComparison.Ordinal);
        Assert.Null(info.Warning);
        Assert.True(info.DecodeTokensPerSecond > 0);
    }

    [Fact]
    public async Task A_GPU_can_be_left_alone()
    {
        var info = await InfoAsync(EngineFixture.Options with { UseGpu = false });
        Assert.True(info.DecodeTokensPerSecond > 0);
    }

    private static async Task<ModelInfo> InfoAsync(EngineOptions options)
    {
        await using var model = new EngineLanguageModel(options, NullLogger<EngineLanguageModel>.Instance);
        return await model.GetInfoAsync(TestContext.Current.CancellationToken);
    }
}
