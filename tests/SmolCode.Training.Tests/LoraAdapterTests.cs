using SmolCode.Inference.Gguf;
using SmolCode.TestSupport;
using SmolCode.Training.Adapters;
using SmolCode.Training.Model;

namespace SmolCode.Training.Tests;

public sealed class LoraAdapterTests
{
    [Theory]
    [InlineData(32, 32, 2f)]
    [InlineData(64, 32, 0.5f)]
    public void One_after_the_other_is_one_of_both_ranks(int first, int second, float scale)
    {
        using var folder = new TemporaryFolder();
        var model = GgufFile.Open(TinyModel.Write(folder));
        var sizes = LlamaArchitecture.Read(model);
        var (one, other) = (new LoraLayout(sizes, first), new LoraLayout(sizes, second));
        var a = LoraAdapter.Of(one, TinyModel.Parameters(one, 1), 2);
        var b = LoraAdapter.Of(other, TinyModel.Parameters(other, 2), scale);
        var firstFile = Write(folder, "a", a);
        // What the first one is on disk, not what it was in memory.
        var both = Write(folder, "both", LoraAdapter.Read(firstFile, model).Then(b));
        var secondFile = Write(folder, "b", b);

        Assert.Equal((first + second) * 2f, both.Metadata["adapter.lora.alpha"]);
        var plain = new FrozenWeights(model, null);
        var withFirst = new FrozenWeights(model, firstFile);
        var withSecond = new FrozenWeights(model, secondFile);
        var withBoth = new FrozenWeights(model, both);
        foreach (var part in one.Parts)
        {
            var (w, x, y, z) = (plain.Read(part.Name), withFirst.Read(part.Name), withSecond.Read(part.Name), withBoth.Read(part.Name));
            var worst = Enumerable.Range(0, w.Length).Max(i => Math.Abs(x[i] + y[i] - w[i] - z[i]));
            // Only the order of sums differs: quantised blocks of 32 ranks stay what they were.
            Assert.True(worst < 1e-5, $"{part.Name}: {worst}");
        }
    }

    [Fact]
    public void The_file_says_what_it_is()
    {
        using var folder = new TemporaryFolder();
        var model = GgufFile.Open(TinyModel.Write(folder));
        var layout = new LoraLayout(LlamaArchitecture.Read(model), 32);
        var file = Write(folder, "a", LoraAdapter.Of(layout, TinyModel.Parameters(layout), 2));

        Assert.Equal("adapter", file.Text("general.type"));
        Assert.Equal("lora", file.Text("adapter.type"));
        Assert.Equal("1", file.Text("smolcode.fill_in.format"));
        Assert.Equal(2 * layout.Parts.Length, file.Tensors.Length);
        Assert.All(file.Tensors, t => Assert.Equal(GgufTensorType.Q8_0, t.Type));
    }

    private static GgufFile Write(TemporaryFolder folder, string name, LoraAdapter adapter)
    {
        var path = Path.Combine(folder.Path, name + ".lora.gguf");
        using (var stream = File.Create(path))
        {
            adapter.Write(stream, new Dictionary<string, string> { ["smolcode.fill_in.format"] = "1" });
        }

        return GgufFile.Open(path);
    }
}
