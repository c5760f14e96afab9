using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.OnnxImport.Layouts;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Refinement;

/// <summary>
/// Tells real images from samples: strided convolutions down to 4 pixels without normalisation, and a linear layer that also sees how much the images of the
/// batch differ (Karras et al., ICLR 2018), so that samples which are all alike give themselves away.
/// </summary>
sealed class Discriminator : ModuleFolder
{
    const int LeastSide = 4;
    const int MostWidening = 8;
    const double NegativeSlope = 0.2;
    const double DeviationOffset = 1e-8;

    // oneDNN's gradient for one-channel images is wrong on some processors (README, "Where it runs"): grey goes in as RGB.
    const int Channels = 3;

    readonly List<Conv2d> _convolutions = [];
    readonly Linear _score;

    /// <summary>Creates it with weights that are a function of the seed.</summary>
    /// <param name="shape">Images, square, with a side of 4 times a power of 2.</param>
    /// <param name="width">Channels at full resolution; they double with each halving of the sides, up to 8 times as many.</param>
    /// <param name="seed">The seed.</param>
    public Discriminator(ImageShape shape, int width, ulong seed) : base(nameof(Discriminator))
    {
        Add(Channels, width, kernel: 3, stride: 1);
        int channels = width, side = shape.Height;
        for (; side > LeastSide; side /= 2)
        {
            int next = Math.Min(2 * channels, MostWidening * width);
            Add(channels, next, kernel: 4, stride: 2);
            channels = next;
        }
        _score = Place("score", nn.Linear(channels * side * side + 1, 1));
        SeededInitialization.Default(_score, seed, "discriminator.score");

        void Add(int inputs, int outputs, int kernel, int stride)
        {
            string name = $"convolution_{_convolutions.Count}";
            var convolution = Place(name, nn.Conv2d(inputs, outputs, kernel, stride, padding: 1L));
            SeededInitialization.KaimingNormal(convolution, seed, $"discriminator.{name}");
            using var gradients = no_grad();
            convolution.bias!.zero_();
            _convolutions.Add(convolution);
        }
    }

    /// <summary>Logits [n] of being real, for images [n, c, h, w] in [0, 1].</summary>
    public Tensor Score(Tensor images)
    {
        var x = ChannelsLast.Convert(images.expand(-1, Channels, -1, -1) * 2 - 1);
        foreach (var convolution in _convolutions) x = nn.functional.leaky_relu(convolution.forward(x), NegativeSlope);
        x = x.flatten(1);
        var deviation = (x.var(0, unbiased: false) + DeviationOffset).sqrt().mean().expand(x.shape[0], 1);
        return _score.forward(cat([x, deviation], 1)).squeeze(1);
    }
}
