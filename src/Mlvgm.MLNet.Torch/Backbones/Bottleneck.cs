using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Torch.Backbones;

/// <summary>
/// A 1x1 convolution that narrows, a 3x3, and a 1x1 that widens, around a shortcut (He et al., 2016). The 3x3 has the stride, as in torchvision, whose
/// names the fields have.
/// </summary>
sealed class Bottleneck : Module<Tensor, Tensor>, IResidualBlock
{
    /// <summary>The width of a block's output over that of its 3x3 convolution.</summary>
    public const int Expansion = 4;

#pragma warning disable IDE1006 // RegisterComponents names parameters after the fields.
    readonly Conv2d conv1;
    readonly BatchNorm2d bn1;
    readonly Conv2d conv2;
    readonly BatchNorm2d bn2;
    readonly Conv2d conv3;
    readonly BatchNorm2d bn3;
    readonly Sequential? downsample;
#pragma warning restore IDE1006
    readonly bool _bfloat16;

    /// <summary>[n, inputs, h, w] to [n, outputs, h / stride, w / stride]; outputs is a multiple of <see cref="Expansion"/>.</summary>
    public Bottleneck(int inputs, int outputs, int stride, bool bfloat16) : base(nameof(Bottleneck))
    {
        _bfloat16 = bfloat16;
        int width = outputs / Expansion;
        conv1 = Conv2d(inputs, width, 1, bias: false);
        bn1 = BatchNorm2d(width);
        conv2 = Conv2d(width, width, 3, stride: stride, padding: 1, bias: false);
        bn2 = BatchNorm2d(width);
        conv3 = Conv2d(width, outputs, 1, bias: false);
        bn3 = BatchNorm2d(outputs);
        downsample = Shortcut.Create(inputs, outputs, stride);
        RegisterComponents();
    }

    public BatchNorm2d LastNormalization => bn3;

    bool Rounds => _bfloat16 && training;

    // In place where backpropagation does not need the overwritten value: less memory traffic.
    public override Tensor forward(Tensor x)
    {
        var shortcut = Shortcut.Apply(downsample, x, Rounds);
        var inner = bn1.forward(TrainingPrecision.Convolve(conv1, x, Rounds)).relu_();
        inner = bn2.forward(TrainingPrecision.Convolve(conv2, inner, Rounds)).relu_();
        return bn3.forward(TrainingPrecision.Convolve(conv3, inner, Rounds)).add_(shortcut).relu_();
    }

    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs)
    {
        var shortcut = downsample is null ? inputs[0] : graph.Add(downsample, inputs[0]);
        var inner = graph.Relu(graph.Add(bn1, graph.Add(conv1, inputs[0])));
        inner = graph.Relu(graph.Add(bn2, graph.Add(conv2, inner)));
        return [graph.Relu(graph.Add(graph.Add(bn3, graph.Add(conv3, inner)), shortcut))];
    }
}
