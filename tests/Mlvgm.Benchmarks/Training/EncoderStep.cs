using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.SimSiam;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Backbones;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.Benchmarks.Training;

/// <summary>A training step of SimSiam on fixed random images: both views through encoder and heads, loss, backward, SGD.</summary>
sealed class EncoderStep : IDisposable
{
    readonly nn.Module<Tensor, Tensor> _encoder;
    readonly ISelfSupervisedFramework _framework;
    readonly optim.Optimizer _optimizer;
    readonly Tensor _anchors;
    readonly Tensor _positives;

    /// <param name="shape">Network, sides and batch.</param>
    /// <param name="plain">Whether the network is the straightforward one of plain strides.</param>
    public EncoderStep(StepShape shape, bool plain = false)
    {
        var backbone = new ResNetOptions(shape.Backbone) { Width = shape.Width, ZeroInitialResiduals = false }
            .Create(new BackboneInput(new ImageShape(3, shape.Side, shape.Side)));
        _encoder = plain ? new PlainResNet((ResNet)backbone.Network) : backbone.Network;
        _framework = new SimSiamOptions().Create(new FrameworkInput(backbone.FeatureWidth, backbone.Copy));
        _optimizer = optim.SGD(_encoder.parameters().Concat(_framework.Heads.parameters()), 1e-3, momentum: 0.9, weight_decay: 1e-4);
        using var generator = new Generator(1, CPU);
        (_anchors, _positives) = (Images(), Images());

        Tensor Images() => rand([shape.Batch, 3, shape.Side, shape.Side], generator: generator);
    }

    public double Loss { get; private set; }

    public void Run()
    {
        using var scope = NewDisposeScope();
        var loss = _framework.Loss(_encoder, _anchors, _positives).Loss;
        _optimizer.zero_grad();
        loss.backward();
        _optimizer.step();
        Loss = loss.item<float>();
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _encoder.Dispose();
        _framework.Heads.Dispose();
        _anchors.Dispose();
        _positives.Dispose();
    }
}
