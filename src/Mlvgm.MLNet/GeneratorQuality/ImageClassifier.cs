using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.State;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.GeneratorQuality;

/// <summary>A small residual network and a linear layer that tell the classes of real images, to judge generated ones by.</summary>
/// <example>See <c>examples/ApiTour/GeneratorSamples.cs</c>.</example>
public sealed class ImageClassifier : IDisposable
{
    internal const string Architecture = "resnet10";
    const int Width = 16;
    const double PixelMean = 0.5;
    const double PixelDeviation = 0.5;

    readonly Backbone _backbone;
    readonly Linear _linear;

    internal ImageClassifier(ImageShape shape, int classes, ulong seed, Device device)
    {
        _backbone = new ResNetOptions(Architecture) { Width = Width, Stem = Stem.SmallImage }.Create(new BackboneInput(shape, seed));
        _linear = nn.Linear(_backbone.FeatureWidth, classes);
        SeededInitialization.Default(_linear, seed, "classifier");
        _backbone.Network.to(device);
        _linear.to(device);
        (Shape, Classes, Device) = (shape, classes, device);
    }

    /// <summary>The shape of the images.</summary>
    public ImageShape Shape { get; }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>Where it computes.</summary>
    public Device Device { get; }

    internal IEnumerable<Parameter> Parameters => _backbone.Network.parameters().Concat(_linear.parameters());

    internal void Train(bool training) => _backbone.Network.train(training);

    /// <summary>Features before the last layer [batch, width] and logits [batch, classes] of images [batch, c, h, w] in [0, 1].</summary>
    internal (Tensor Features, Tensor Logits) Forward(Tensor images)
    {
        var features = _backbone.Network.forward((images - PixelMean) / PixelDeviation);
        return (features, _linear.forward(features));
    }

    internal void Save(StateFile state)
    {
        foreach (var part in Parts) part.Save(state);
    }

    internal void Restore(StateFile state)
    {
        foreach (var part in Parts) part.Restore(state);
    }

    IStatePart[] Parts => [new ModulePart("backbone", _backbone.Network), new ModulePart("linear", _linear)];

    /// <summary>Frees the weights.</summary>
    public void Dispose()
    {
        _backbone.Network.Dispose();
        _linear.Dispose();
    }
}
