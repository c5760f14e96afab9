using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Designs;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Identities;
using Mlvgm.MLNet.Streaming;
using Mlvgm.MLNet.Torch.Generators.Abstractions;

namespace Mlvgm.MLNet.Experiments.Tables;

/// <summary>What encoders learn from and are judged on, read once.</summary>
/// <param name="Generator">The generator, on the training device.</param>
/// <param name="Train">Labelled real images.</param>
/// <param name="Test">Held-out real images.</param>
sealed record ExperimentInputs(TorchGenerator Generator, ImageDataset Train, ImageDataset Test)
{
    public const string ImageColumn = "Image";

    /// <summary>The SHA-256 of the real images: pixels, labels, class names and shape, of both parts.</summary>
    public string ImagesSha256() => new Identity().With("train", ImageIdentity.Of(Train)).With("test", ImageIdentity.Of(Test)).Sha256;

    /// <summary>The view from which an arm's encoder is trained.</summary>
    public IDataView View(MLContext ml, ExperimentArm arm, ulong seed) => arm.Source == ArmSource.Generator
        ? ml.Data.LoadFromGenerator(
            Generator, NamedStrategy.Parse(arm.Strategy!, Generator.Layout), new GeneratedDataView.Options { Seed = seed, AnchorColumnName = ImageColumn })
        : ml.Data.LoadFromImageDataset(Train, ImageColumn);
}
