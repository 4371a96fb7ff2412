using SmolCode.Inference;
using SmolCode.Inference.Gguf;

namespace SmolCode.Training.Model;

/// <summary>A model's weights as 32-bit floats, with an adapter added: what training starts from and does not change.</summary>
internal sealed class FrozenWeights
{
    private readonly Dictionary<string, GgufTensor> _tensors;
    private readonly Dictionary<string, LowRankUpdate> _updates;
    private readonly string _path;

    /// <param name="model">The model.</param>
    /// <param name="adapter">An adapter to it, or null.</param>
    /// <exception cref="ModelFileException">The adapter does not fit the model.</exception>
    public FrozenWeights(GgufFile model, GgufFile? adapter)
    {
        _path = model.Path;
        _tensors = model.Tensors.ToDictionary(t => t.Name);
        _updates = adapter is null ? [] : LowRankUpdate.Read(adapter, model);
    }

    /// <summary>Whether there is a tensor of that name.</summary>
    public bool Contains(string name) => _tensors.ContainsKey(name);

    /// <summary>The values of a tensor, row after row.</summary>
    public float[] Read(string name)
    {
        if (!_tensors.TryGetValue(name, out var tensor))
        {
            throw new TrainingException($"{_path} has no tensor '{name}'. Choose another model.");
        }

        var data = new byte[GgufTensor.SizeOf(tensor.Type, tensor.Count)!.Value];
        using (var file = ModelRepacker.OpenRead(_path))
        {
            ModelRepacker.ReadExactly(file, data, tensor.Position);
        }

        var values = new float[tensor.Count];
        var columns = (int)tensor.Dimensions[0];
        var bytes = (int)GgufTensor.SizeOf(tensor.Type, columns)!.Value;
        var update = _updates.GetValueOrDefault(name);
        Parallel.For(
            0,
            values.Length / columns,
            row =>
            {
                var line = values.AsSpan(row * columns, columns);
                BlockFormats.Decode(tensor.Type, data.AsSpan(row * bytes, bytes), line);
                update?.AddTo(line, row);
            }
        );
        return values;
    }
}
