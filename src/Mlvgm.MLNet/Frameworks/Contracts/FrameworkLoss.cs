using static TorchSharp.torch;

namespace Mlvgm.MLNet.Frameworks.Contracts;

/// <summary>The result of one loss computation.</summary>
/// <param name="Loss">A scalar with its graph.</param>
/// <param name="Embeddings">The anchors' embeddings [batch, width] for the collapse monitor, detached.</param>
/// <example>See <c>examples/ApiTour/EveryFramework.cs</c>.</example>
public readonly record struct FrameworkLoss(Tensor Loss, Tensor Embeddings);
