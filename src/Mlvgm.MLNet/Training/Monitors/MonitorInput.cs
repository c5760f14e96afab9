using Mlvgm.MLNet.Generators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Training.Monitors;

/// <summary>What a monitor is made for.</summary>
/// <param name="Images">The shape of the images that the encoder takes.</param>
/// <param name="Prepare">What stands between images in [0, 1] and the encoder: centre crop and normalisation.</param>
/// <param name="Labelled">The labelled images; null where there are none.</param>
/// <example>See <c>examples/ApiTour/OwnMonitor.cs</c>.</example>
public sealed record MonitorInput(ImageShape Images, Func<Tensor, Tensor> Prepare, LabelledImages? Labelled);
