using Mlvgm.MLNet.Torch.Generators.StyleGan2;
using Mlvgm.MLNet.Torch.Weights;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Mlvgm.Benchmarks.StyleGan2;

/// <summary>
/// The network of docs/method/stylegan2.md written down as it reads: a weight per sample, grouped convolutions, plain strides, every step an
/// operation of its own.
/// </summary>
sealed class StraightforwardStyleGan2(SafetensorsContents weights, StyleGan2Configuration configuration)
{
    /// <summary>Images [n, 3, r, r] in [0, 1] of one z [n, z] at every level.</summary>
    public Tensor Decode(Tensor z)
    {
        using var scope = NewDisposeScope();
        var w = Map(z);
        Tensor? x = null, image = null;
        foreach (int side in configuration.BlockResolutions)
        {
            using var block = NewDisposeScope();
            string path = $"synthesis.b{side}";
            x = x is null ? weights[$"{path}.const"].unsqueeze(0).repeat(z.shape[0], 1, 1, 1) : Layer(x, w, $"{path}.conv0", up: true);
            x = Layer(x, w, $"{path}.conv1", up: false);
            var styles = Affine(w, $"{path}.torgb") / Math.Sqrt(x.shape[1]);
            var colours = Convolve(x, Modulate(weights[$"{path}.torgb.weight"], styles, demodulate: false), padding: 0)
                + weights[$"{path}.torgb.bias"].view(1, -1, 1, 1);
            image = image is null ? colours : Upsample(image, weights[$"{path}.resample_filter"]) + colours;
            x.MoveToOuterDisposeScope();
            image.MoveToOuterDisposeScope();
        }
        return ((image! * 127.5 + 128).clamp(0, 255) / 255).MoveToOuterDisposeScope();
    }

    Tensor Map(Tensor z)
    {
        var x = z * (z.square().mean([1], keepdim: true) + 1e-8).rsqrt();
        for (int i = 0; i < configuration.MappingLayers; i++)
        {
            var weight = weights[$"mapping.fc{i}.weight"];
            double rate = configuration.MappingMultiplier;
            x = leaky_relu(linear(x, weight * (rate / Math.Sqrt(weight.shape[1])), weights[$"mapping.fc{i}.bias"] * rate), 0.2) * Math.Sqrt(2);
        }
        return x;
    }

    Tensor Affine(Tensor w, string path) =>
        linear(w, weights[$"{path}.affine.weight"] / Math.Sqrt(w.shape[1]), weights[$"{path}.affine.bias"]);

    Tensor Layer(Tensor x, Tensor w, string path, bool up)
    {
        var weight = Modulate(weights[$"{path}.weight"], Affine(w, path), demodulate: true);
        x = Then(x, features => up ? ConvolveUp(features, weight) : Convolve(features, weight, padding: 1));
        if (up) x = Then(x, features => Smooth(features, weights[$"{path}.resample_filter"]));
        x = Then(x, features => features + weights[$"{path}.noise_const"] * weights[$"{path}.noise_strength"]);
        x = Then(x, features => features + weights[$"{path}.bias"].view(1, -1, 1, 1));
        x = Then(x, features => leaky_relu(features, 0.2));
        return Then(x, features => features * Math.Sqrt(2));
    }

    /// <summary>A step that frees what it is computed from, as Python would.</summary>
    static Tensor Then(Tensor x, Func<Tensor, Tensor> step)
    {
        using var scope = NewDisposeScope();
        var y = step(x).MoveToOuterDisposeScope();
        x.Dispose();
        return y;
    }

    /// <summary>[n, out, in, k, k].</summary>
    static Tensor Modulate(Tensor weight, Tensor styles, bool demodulate)
    {
        var modulated = weight.unsqueeze(0) * styles.view(styles.shape[0], 1, -1, 1, 1);
        return demodulate ? modulated * (modulated.square().sum([2, 3, 4], keepdim: true) + 1e-8).rsqrt() : modulated;
    }

    static Tensor Convolve(Tensor x, Tensor weight, long padding)
    {
        var (n, outputs, inputs, k) = (weight.shape[0], weight.shape[1], weight.shape[2], weight.shape[3]);
        var y = conv2d(x.reshape(1, n * inputs, x.shape[2], x.shape[3]), weight.reshape(n * outputs, inputs, k, k), padding: [padding, padding], groups: n);
        return y.view(n, outputs, y.shape[2], y.shape[3]);
    }

    static Tensor ConvolveUp(Tensor x, Tensor weight)
    {
        var (n, outputs, inputs, k) = (weight.shape[0], weight.shape[1], weight.shape[2], weight.shape[3]);
        var y = conv_transpose2d(x.reshape(1, n * inputs, x.shape[2], x.shape[3]),
            weight.transpose(1, 2).reshape(n * inputs, outputs, k, k), strides: [2, 2], groups: n);
        return y.view(n, outputs, y.shape[2], y.shape[3]);
    }

    static Tensor Smooth(Tensor x, Tensor filter) => Filter(pad(x, [1, 1, 1, 1]), filter);

    /// <summary>Zeros between pixels, zeros around, filter.</summary>
    static Tensor Upsample(Tensor x, Tensor filter)
    {
        var (n, c, h, w) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
        var spread = pad(x.reshape(n, c, h, 1, w, 1), [0, 1, 0, 0, 0, 1]).reshape(n, c, 2 * h, 2 * w);
        return Filter(pad(spread, [2, 1, 2, 1]), filter);
    }

    static Tensor Filter(Tensor x, Tensor filter) =>
        conv2d(x, (filter * 4).flip(0, 1).expand(x.shape[1], 1, -1, -1), groups: x.shape[1]);
}
