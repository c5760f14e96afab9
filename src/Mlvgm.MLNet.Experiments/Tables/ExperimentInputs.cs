using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Designs;
using Mlvgm.MLNet.Measurement.Strategies;
using Mlvgm.MLNet.Strategies;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Generators;

namespace Mlvgm.MLNet.Experiments.Tables;

/// <summary>What encoders learn from and are judged on, read once.</summary>
/// <param name="Generator">The generator, on the training device.</param>
/// <param name="Train">Labelled real images.</param>
/// <param name="Test">Held-out real images.</param>
/// <param name="Device">Where to train, as <c>--device</c> says it.</param>
sealed record ExperimentInputs(TorchGenerator Generator, ImageDataset Train, ImageDataset Test, string Device)
{
    public const string ImageColumn = "Image";

    /// <summary>The view from which an arm's encoder is trained.</summary>
    public IDataView View(MLContext ml, ExperimentArm arm, ulong seed)
    {
        if (arm.Source != ArmSource.Generator) return ml.Data.LoadFromImageDataset(Train, ImageColumn);
        MeasurementStrategies.Register();
        return ml.Data.LoadFromGenerator(
            Generator, StrategyText.Parse(arm.Strategy!, Generator.Layout), new GeneratedDataView.Options { Seed = seed, AnchorColumnName = ImageColumn });
    }
}
