using System.Runtime.InteropServices;
using SmolCode.Inference.Native;
using SmolCode.TestSupport;

namespace SmolCode.Inference.Tests;

public sealed class LlamaLibrariesTests : IDisposable
{
    private readonly TemporaryFolder _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void They_are_in_one_folder_where_the_program_is_for_one_platform()
    {
        Directory.CreateDirectory(Path.Combine(_program.Path, "runtimes-llama"));
        Assert.Equal(Path.Combine(_program.Path, "runtimes-llama"), LlamaLibraries.FolderIn(_program.Path, Architecture.X64));
    }

    [Theory]
    [InlineData(Architecture.X64, "x64")]
    [InlineData(Architecture.Arm64, "arm64")]
    public void They_are_those_of_the_processors_kind_where_the_program_is_for_all_platforms(Architecture architecture, string name)
    {
        var system =
            OperatingSystem.IsWindows() ? "win"
            : OperatingSystem.IsMacOS() ? "osx"
            : "linux";
        foreach (var platform in (string[])["linux-x64", "linux-arm64", "osx-x64", "osx-arm64", "win-x64", "win-arm64"])
        {
            Directory.CreateDirectory(Path.Combine(_program.Path, "runtimes-llama", platform));
        }

        Assert.Equal(
            Path.Combine(_program.Path, "runtimes-llama", $"{system}-{name}"),
            LlamaLibraries.FolderIn(_program.Path, architecture)
        );
    }

    [Fact]
    public void A_platform_that_there_are_none_for_is_told_with_those_that_there_are_some_for()
    {
        foreach (var platform in (string[])["win-x64", "osx-arm64"])
        {
            Directory.CreateDirectory(Path.Combine(_program.Path, platform));
        }

        Assert.StartsWith(
            $"This SmolCode has llama.cpp's libraries for osx-arm64, win-x64, and none for {RuntimeInformation.RuntimeIdentifier}.",
            LlamaLibraries.Missing(_program.Path),
            StringComparison.Ordinal
        );
        var nowhere = Path.Combine(_program.Path, "nowhere");
        Assert.Contains($"are not in {nowhere}.", LlamaLibraries.Missing(nowhere), StringComparison.Ordinal);
    }
}
