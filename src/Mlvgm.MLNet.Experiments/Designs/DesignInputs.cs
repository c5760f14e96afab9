using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Experiments.Designs;

/// <summary>What an experiment's rows depend on.</summary>
/// <param name="Layout">The generator's latents.</param>
/// <param name="Measured">Strategies that a measurement left.</param>
/// <param name="Views">Rows of one's own.</param>
/// <param name="Augmentation">T_x of those rows.</param>
sealed record DesignInputs(LatentLayout Layout, MeasuredStrategies Measured, IReadOnlyList<OwnViews> Views, string Augmentation);
