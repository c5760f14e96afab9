using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Layers;

/// <summary>Gain g [out, 1, 1, 1] and direction v [out, in, k, k] of a weight-normalised convolution.</summary>
sealed class WeightNormParameters : nn.Module
{
    public WeightNormParameters(long inputs, long outputs, long kernel) : base(nameof(WeightNormParameters))
    {
        Gain = new Parameter(ones(outputs, 1, 1, 1));
        Direction = new Parameter(ones(outputs, inputs, kernel, kernel));
        register_parameter("original0", Gain);
        register_parameter("original1", Direction);
    }

    /// <summary>g, the norm of every output channel's weight.</summary>
    public Parameter Gain { get; }

    /// <summary>v, the direction of every output channel's weight.</summary>
    public Parameter Direction { get; }

    // Everything is registered under the reference's names; TorchSharp would add the fields under theirs.
    protected override void RegisterComponents()
    {
    }
}
