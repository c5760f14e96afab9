using Mlvgm.MLNet.Torch.Generators.BigBiGan;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Mlvgm.Benchmarks.BigBiGan;

/// <summary>
/// The network of docs/method/bigbigan.md#forward-pass written down as it reads: spectral norms computed at every call, pixels repeated and then convolved,
/// plain strides but for the last convolution, every step an operation of its own.
/// </summary>
sealed class StraightforwardBigBiGan(IReadOnlyDictionary<string, Tensor> weights, BigBiGanConfiguration configuration)
{
    /// <summary>Images [n, 3, r, r] in [0, 1] from one latent [n, size] for the bottom and one for each block.</summary>
    public Tensor Decode(IReadOnlyList<Tensor> latents)
    {
        using var scope = NewDisposeScope();
        var embedding = weights["shared.weight"].narrow(0, 0, 1).expand(latents[0].shape[0], -1);
        var x = linear(latents[0], Normalised("linear"), weights["linear.bias"]).view(-1, configuration.InputsOf(0), 4, 4);
        for (int i = 0; i < configuration.Blocks; i++)
        {
            using var block = NewDisposeScope();
            x = Block(x, cat([embedding, latents[i + 1]], 1), $"blocks.{i}.0");
            if (configuration.AttentionResolutions.Contains(BigBiGanConfiguration.ResolutionAfter(i))) x = Attention(x, $"blocks.{i}.1");
            x.MoveToOuterDisposeScope();
        }
        var last = batch_norm(x, weights["output_layer.0.stored_mean"], weights["output_layer.0.stored_var"],
            weights["output_layer.0.gain"], weights["output_layer.0.bias"], eps: 1e-5);
        // Channels innermost here only: with plain strides, oneDNN 3.7 has the gradient of 3 channels wrong by a third on some processors.
        var innermost = relu(last).permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        return ((tanh(Convolve(innermost, "output_layer.2", 1)) + 1) / 2).clamp(0, 1).MoveToOuterDisposeScope();
    }

    Tensor Block(Tensor x, Tensor y, string path)
    {
        var t = Then(Norm(x, y, $"{path}.bn1"), v => relu(v));
        t = Then(t, v => interpolate(v, scale_factor: [2, 2]));
        t = Then(t, v => Convolve(v, $"{path}.conv1", 1));
        t = Then(t, v => Norm(v, y, $"{path}.bn2"));
        t = Then(t, v => relu(v));
        t = Then(t, v => Convolve(v, $"{path}.conv2", 1));
        return t + Convolve(interpolate(x, scale_factor: [2, 2]), $"{path}.conv_sc", 0);
    }

    Tensor Norm(Tensor x, Tensor y, string path)
    {
        using var scope = NewDisposeScope();
        var gain = (linear(y, Normalised($"{path}.gain")) + 1).view(x.shape[0], -1, 1, 1);
        var bias = linear(y, Normalised($"{path}.bias")).view(x.shape[0], -1, 1, 1);
        var normalised = batch_norm(x, weights[$"{path}.stored_mean"], weights[$"{path}.stored_var"], eps: 1e-4);
        return (normalised * gain + bias).MoveToOuterDisposeScope();
    }

    Tensor Attention(Tensor x, string path)
    {
        var (n, h, w) = (x.shape[0], x.shape[2], x.shape[3]);
        Tensor Map(string name) => conv2d(x, Normalised($"{path}.{name}"));
        var theta = Map("theta").view(n, -1, h * w);
        var phi = max_pool2d(Map("phi"), 2, 2).view(n, -1, h * w / 4);
        var g = max_pool2d(Map("g"), 2, 2).view(n, -1, h * w / 4);
        var shares = softmax(theta.transpose(1, 2).bmm(phi), -1);
        var o = conv2d(g.bmm(shares.transpose(1, 2)).view(n, -1, h, w), Normalised($"{path}.o"));
        return weights[$"{path}.gamma"] * o + x;
    }

    Tensor Convolve(Tensor x, string path, long padding) =>
        conv2d(x, Normalised(path), weights[$"{path}.bias"], padding: [padding, padding]);

    Tensor Normalised(string path)
    {
        using var scope = NewDisposeScope();
        var weight = weights[$"{path}.weight"];
        var matrix = weight.flatten(1);
        var v = Normalise(weights[$"{path}.u0"].matmul(matrix));
        var image = v.matmul(matrix.t());
        var sigma = image.matmul(Normalise(image).t()).squeeze();
        return (weight / sigma).MoveToOuterDisposeScope();
    }

    static Tensor Normalise(Tensor vector) => vector / vector.norm().clamp(min: 1e-4);

    /// <summary>A step that frees what it is computed from, as Python would.</summary>
    static Tensor Then(Tensor x, Func<Tensor, Tensor> step)
    {
        using var scope = NewDisposeScope();
        var y = step(x).MoveToOuterDisposeScope();
        x.Dispose();
        return y;
    }
}
