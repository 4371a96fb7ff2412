using SmolCode.Training.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace SmolCode.Training.Tests;

/// <summary>
/// The same model in libtorch's own operations with its own gradient, written as the reference in Python is (server/models/training/train.py,
/// block and Head): what the product's own way is compared with.
/// </summary>
internal sealed class PlainLlama : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly LlamaArchitecture _sizes;
    private readonly LoraLayout _layout;
    private readonly float _lora;
    private readonly ScalarType _type;
    private readonly Dictionary<string, Tensor> _weights = [];

    public PlainLlama(LlamaArchitecture sizes, FrozenWeights weights, LoraLayout layout, float scale, ScalarType type)
    {
        (_sizes, _layout, _lora, _type) = (sizes, layout, scale, type);
        foreach (var (name, shape) in Names())
        {
            _weights[name] = tensor(weights.Read(name))
                .reshape(shape)
                .to_type(name.Contains("norm", StringComparison.Ordinal) ? ScalarType.Float32 : type);
        }

        foreach (var part in layout.Parts)
        {
            _weights[part.Name + "a"] = zeros(layout.Rank, part.Inputs).requires_grad_();
            _weights[part.Name + "b"] = zeros(part.Outputs, layout.Rank).requires_grad_();
        }
    }

    public void Load(float[] parameters)
    {
        using var none = no_grad();
        foreach (var part in _layout.Parts)
        {
            Set(part.Name + "a", part.OffsetA);
            Set(part.Name + "b", part.OffsetB);
        }

        void Set(string name, int offset)
        {
            var target = _weights[name];
            using var values = tensor(parameters.AsSpan(offset, (int)target.numel()).ToArray());
            target.copy_(values.reshape(target.shape));
        }
    }

    /// <summary>The mean loss, and the gradient in the layout's order.</summary>
    public (double Loss, float[] Gradient) Learn(IReadOnlyList<TrainingRow> rows)
    {
        using var scope = NewDisposeScope();
        var (n, length) = (rows.Count, rows[0].Tokens.Length);
        var tokens = tensor(rows.SelectMany(r => r.Tokens.Select(t => (long)t)).ToArray()).reshape(n, length);
        var weights = tensor(rows.SelectMany(r => r.Weights).ToArray()).reshape(n, length);
        var hidden = Hidden(tokens).narrow(1, 0, length - 1).reshape(-1, _sizes.Width);
        var target = tokens.narrow(1, 1, length - 1).reshape(-1);
        var weight = weights.narrow(1, 1, length - 1).reshape(-1);
        var chosen = weight.nonzero().squeeze(1);
        var logits = nn.functional.linear(hidden.index_select(0, chosen), _weights["token_embd.weight"]).to_type(ScalarType.Float32);
        var losses = nn.functional.cross_entropy(logits, target.index_select(0, chosen), reduction: nn.Reduction.None);
        var loss = (losses * weight.index_select(0, chosen)).sum() / weight.sum();
        loss.backward();
        var gradient = new float[_layout.Count];
        foreach (var part in _layout.Parts)
        {
            Take(part.Name + "a", part.OffsetA);
            Take(part.Name + "b", part.OffsetB);
        }

        return (loss.item<float>(), gradient);

        void Take(string name, int offset)
        {
            var source = _weights[name].grad;
            source!.data<float>().CopyTo(gradient, offset);
            _weights[name].grad = null;
        }
    }

    public void Dispose() => _scope.Dispose();

    private Tensor Hidden(Tensor tokens)
    {
        var (rows, length) = (tokens.shape[0], tokens.shape[1]);
        var half = arange(0, _sizes.HeadWidth, 2, ScalarType.Float32) / _sizes.HeadWidth;
        var frequencies = pow(tensor(_sizes.RotaryBase), -half);
        var angles = outer(arange(length, ScalarType.Float32), frequencies);
        var (cosines, sines) = (angles.cos().to_type(_type), angles.sin().to_type(_type));
        var x = _weights["token_embd.weight"].index_select(0, tokens.reshape(-1)).reshape(rows, length, _sizes.Width);
        for (var i = 0; i < _sizes.Blocks; i++)
        {
            var h = Norm(x, $"blk.{i}.attn_norm.weight");
            var q = Rotate(Heads(Linear(h, i, "attn_q"), _sizes.Heads));
            var k = Rotate(Heads(Linear(h, i, "attn_k"), _sizes.KeyHeads));
            var v = Heads(Linear(h, i, "attn_v"), _sizes.KeyHeads);
            var group = _sizes.Heads / _sizes.KeyHeads;
            var o = nn.functional.scaled_dot_product_attention(
                q,
                k.repeat_interleave(group, 1),
                v.repeat_interleave(group, 1),
                is_casual: true
            );
            x = x + Linear(o.transpose(1, 2).reshape(rows, length, _sizes.Width), i, "attn_output");
            h = Norm(x, $"blk.{i}.ffn_norm.weight");
            x = x + Linear(nn.functional.silu(Linear(h, i, "ffn_gate")) * Linear(h, i, "ffn_up"), i, "ffn_down");
        }

        return Norm(x, "output_norm.weight");

        Tensor Heads(Tensor t, int heads) => t.view(rows, length, heads, _sizes.HeadWidth).transpose(1, 2);

        Tensor Rotate(Tensor t)
        {
            var pairs = t.reshape(t.shape[0], t.shape[1], length, _sizes.HeadWidth / 2, 2);
            var (even, odd) = (pairs.select(4, 0), pairs.select(4, 1));
            return stack([(even * cosines) - (odd * sines), (even * sines) + (odd * cosines)], -1).flatten(-2);
        }
    }

    private Tensor Norm(Tensor x, string weight)
    {
        var y = x.to_type(ScalarType.Float32);
        return (y * rsqrt(y.pow(2).mean([-1], keepdim: true) + _sizes.Epsilon) * _weights[weight]).to_type(_type);
    }

    private Tensor Linear(Tensor x, int block, string layer)
    {
        var name = $"blk.{block}.{layer}.weight";
        var low = nn.functional.linear(x, _weights[name + "a"].to_type(_type));
        return nn.functional.linear(x, _weights[name]) + (nn.functional.linear(low, _weights[name + "b"].to_type(_type)) * _lora);
    }

    private IEnumerable<(string Name, long[] Shape)> Names()
    {
        yield return ("token_embd.weight", [_sizes.Vocabulary, _sizes.Width]);
        yield return ("output_norm.weight", [_sizes.Width]);
        for (var i = 0; i < _sizes.Blocks; i++)
        {
            yield return ($"blk.{i}.attn_norm.weight", [_sizes.Width]);
            yield return ($"blk.{i}.ffn_norm.weight", [_sizes.Width]);
            foreach (var layer in LlamaArchitecture.LayerNames)
            {
                var (outputs, inputs) = _sizes.SizeOf(layer);
                yield return ($"blk.{i}.{layer}.weight", [outputs, inputs]);
            }
        }
    }
}
