using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Layers;

/// <summary>Gain g [out, 1, 1, 1] and direction v [out, in, k, k] of a weight-normalised convolution.</summary>
/// <remarks>Parameters are looked up by name: moving a module to another device replaces them.</remarks>
sealed class WeightNormParameters : nn.Module
{
    const string GainName = "original0";
    const string DirectionName = "original1";

    public WeightNormParameters(long inputs, long outputs, long kernel) : base(nameof(WeightNormParameters))
    {
        register_parameter(GainName, new Parameter(ones(outputs, 1, 1, 1)));
        register_parameter(DirectionName, new Parameter(ones(outputs, inputs, kernel, kernel)));
    }

    /// <summary>g, the norm of every output channel's weight.</summary>
    public Parameter Gain => get_parameter(GainName)!;

    /// <summary>v, the direction of every output channel's weight.</summary>
    public Parameter Direction => get_parameter(DirectionName)!;

    // Everything is registered under the reference's names; TorchSharp would add the fields under theirs.
    protected override void RegisterComponents()
    {
    }
}
