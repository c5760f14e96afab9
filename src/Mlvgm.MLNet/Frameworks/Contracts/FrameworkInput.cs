using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Frameworks.Contracts;

/// <summary>What a framework is made for.</summary>
/// <param name="FeatureWidth">Numbers in one feature vector of the encoder; 1 or more.</param>
/// <param name="CopyEncoder">
/// Makes a copy of the encoder as it is, which is then the framework's: what those with a momentum encoder start from.
/// <see cref="Torch.Backbones.Backbone.Copy"/> is such a function.
/// </param>
/// <param name="Seed">The seed of the heads' initial weights.</param>
/// <example>See <c>examples/ApiTour/EveryFramework.cs</c>.</example>
public sealed record FrameworkInput(int FeatureWidth, Func<Module<Tensor, Tensor>> CopyEncoder, ulong Seed = 0);
