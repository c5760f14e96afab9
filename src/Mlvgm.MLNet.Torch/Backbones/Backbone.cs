using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Torch.Backbones;

/// <summary>A network that turns images into features.</summary>
/// <param name="Network">Images [batch, channels, height, width], normalised, to features [batch, <paramref name="FeatureWidth"/>].</param>
/// <param name="FeatureWidth">Numbers in one feature vector.</param>
public sealed record Backbone(Module<Tensor, Tensor> Network, int FeatureWidth);
