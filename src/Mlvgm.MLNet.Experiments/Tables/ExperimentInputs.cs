using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Designs;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Experiments.Tables;

/// <summary>What encoders learn from and are judged on, read once.</summary>
/// <param name="Generator">The generator, on the training device.</param>
/// <param name="Train">Labelled real images.</param>
/// <param name="Test">Held-out real images.</param>
/// <param name="Device">Where to train, as <c>--device</c> says it.</param>
/// <param name="Strategy">Reads a strategy.</param>
sealed record ExperimentInputs(
    TorchGenerator Generator, ImageDataset Train, ImageDataset Test, string Device, Func<string, LatentLayout, ViewStrategy> Strategy)
{
    public const string ImageColumn = "Image";

    /// <summary>The view from which an arm's encoder is trained.</summary>
    public IDataView View(MLContext ml, ExperimentArm arm, ulong seed) => arm.Source == ArmSource.Generator
        ? ml.Data.LoadFromGenerator(
            Generator, Strategy(arm.Strategy!, Generator.Layout),
            new GeneratedDataView.Options { Seed = seed, AnchorColumnName = ImageColumn })
        : ml.Data.LoadFromImageDataset(Train, ImageColumn);
}
