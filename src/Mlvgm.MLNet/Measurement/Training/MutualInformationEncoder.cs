using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Measurement.Training;

/// <summary>
/// The encoder f of the paper's bound: the centre of an image, normalised, through a backbone and a two-layer head without batch
/// normalisation, to features of length 1 (docs/method/measurement.md#the-encoder). It stays in training mode: its batch normalisation uses the batch.
/// </summary>
/// <remarks>
/// Grey images are repeated in three channels. libtorch 2.10's oneDNN computes a wrong gradient of a convolution's input where that has one
/// channel, and the walker learns from this gradient alone.
/// </remarks>
sealed class MutualInformationEncoder : Module<Tensor, Tensor>
{
    const int FeatureWidth = 128;
    const int Channels = 3;

#pragma warning disable IDE1006 // RegisterComponents names parameters after the fields.
    readonly Module<Tensor, Tensor> backbone;
    readonly Sequential head;
#pragma warning restore IDE1006
    readonly Normalization _normalization;
    readonly int _height, _width;

    public MutualInformationEncoder(ImageShape shape, MeasurementOptions options, ulong seed) : base(nameof(MutualInformationEncoder))
    {
        (_height, _width) = (Cropped(shape.Height), Cropped(shape.Width));
        // ImageNet's statistics, as in the paper's code.
        _normalization = new Normalization([0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);
        var network = new ResNetOptions(options.Backbone) { Width = options.EncoderWidth, ZeroInitialResiduals = false }
            .Create(new BackboneInput(new ImageShape(Channels, _height, _width), seed));
        var (first, second) = (Linear(network.FeatureWidth, network.FeatureWidth), Linear(network.FeatureWidth, FeatureWidth));
        SeededInitialization.Default(first, seed, "head.0");
        SeededInitialization.Default(second, seed, "head.2");
        backbone = network.Network;
        head = Sequential(first, ReLU(inplace: true), second);
        RegisterComponents();

        int Cropped(int side) => Math.Max(1, (int)(side * options.CropShare));
    }

    /// <summary>Images [n, 1 or 3, height, width] in [0, 1] to unit features [n, 128].</summary>
    public override Tensor forward(Tensor images)
    {
        using var scope = NewDisposeScope();
        long top = (images.shape[2] - _height) / 2, left = (images.shape[3] - _width) / 2;
        var centre = images.narrow(2, top, _height).narrow(3, left, _width);
        var features = head.forward(backbone.forward(_normalization.Apply(centre.expand(-1, Channels, -1, -1), default)));
        return functional.normalize(features, dim: 1).MoveToOuterDisposeScope();
    }
}
