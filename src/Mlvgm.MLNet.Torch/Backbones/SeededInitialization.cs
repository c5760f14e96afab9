using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Seeding;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Backbones;

/// <summary>Initial weights as functions of (seed, parameter name): equal on every machine, whatever ran before.</summary>
/// <remarks>torch's own initialisers draw from one global generator, so what they give depends on what ran before.</remarks>
/// <example>See <c>examples/BringYourOwn/Alignment.cs</c>.</example>
public static class SeededInitialization
{
    /// <summary>N(0, 2 / fan-out) for a convolution's weight [out, in, height, width] (He et al., 2015; torchvision's ResNet).</summary>
    public static void KaimingNormal(Conv2d convolution, ulong seed, string name)
    {
        ArgumentNullException.ThrowIfNull(convolution);
        var weight = convolution.weight!;
        double fanOut = (double)weight.shape[0] * weight.shape[2] * weight.shape[3];
        var distribution = new TruncatedNormal(standardDeviation: Math.Sqrt(2 / fanOut));
        var values = new float[weight.numel()];
        var stream = new RandomStream(new SeedKey(seed, $"initialization/{name}.weight"));
        distribution.Fill(values, ref stream);
        Set(weight, values);
    }

    /// <summary>U(-1/√fan-in, 1/√fan-in) for a linear layer's weight and bias: PyTorch's default.</summary>
    public static void Default(Linear linear, ulong seed, string name)
    {
        ArgumentNullException.ThrowIfNull(linear);
        double bound = 1 / Math.Sqrt(linear.weight!.shape[1]);
        Uniform(linear.weight, bound, new SeedKey(seed, $"initialization/{name}.weight"));
        if (linear.bias is { } bias) Uniform(bias, bound, new SeedKey(seed, $"initialization/{name}.bias"));
    }

    static void Uniform(Tensor parameter, double bound, SeedKey key)
    {
        var values = new float[parameter.numel()];
        var stream = new RandomStream(key);
        for (int i = 0; i < values.Length; i++) values[i] = (float)stream.NextUniform(-bound, bound);
        Set(parameter, values);
    }

    static void Set(Tensor parameter, float[] values)
    {
        using var gradients = no_grad();
        using var source = tensor(values, parameter.shape);
        parameter.copy_(source);
    }
}
