using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Torch.Backbones;

/// <summary>A network that turns images into features.</summary>
/// <param name="Network">Images [batch, channels, height, width], normalised, to features [batch, <paramref name="FeatureWidth"/>].</param>
/// <param name="FeatureWidth">Numbers in one feature vector.</param>
/// <example>See <c>examples/ApiTour/Networks.cs</c>.</example>
public sealed record Backbone(Module<Tensor, Tensor> Network, int FeatureWidth)
{
    /// <summary>Builds another network of this architecture; what its options know.</summary>
    internal Func<Module<Tensor, Tensor>>? Rebuild { get; init; }

    /// <summary>Where the initial weights come from, in a sentence; null for random ones.</summary>
    public string? InitialWeights { get; init; }

    /// <summary>A copy of the network on the CPU, with the weights and statistics that it has now; it is the caller's to dispose.</summary>
    /// <exception cref="InvalidOperationException">The backbone is not from <see cref="BackboneOptions.Create"/>.</exception>
    public Module<Tensor, Tensor> Copy()
    {
        if (Rebuild is null) throw new InvalidOperationException("Only backbones that BackboneOptions.Create has made can be copied.");
        var copy = Rebuild();
        copy.load_state_dict(Network.state_dict());
        return copy;
    }
}
