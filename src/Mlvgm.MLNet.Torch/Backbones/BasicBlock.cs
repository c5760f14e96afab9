using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Torch.Backbones;

/// <summary>Two 3x3 convolutions around a shortcut (He et al., 2016). Fields have torchvision's names, so weights do too.</summary>
sealed class BasicBlock : Module<Tensor, Tensor>, IResidualBlock
{
#pragma warning disable IDE1006 // RegisterComponents names parameters after the fields.
    readonly Conv2d conv1;
    readonly BatchNorm2d bn1;
    readonly Conv2d conv2;
    readonly BatchNorm2d bn2;
    readonly Sequential? downsample;
#pragma warning restore IDE1006
    readonly bool _bfloat16;

    public BasicBlock(int inputs, int outputs, int stride, bool bfloat16) : base(nameof(BasicBlock))
    {
        _bfloat16 = bfloat16;
        conv1 = Conv2d(inputs, outputs, 3, stride: stride, padding: 1, bias: false);
        bn1 = BatchNorm2d(outputs);
        conv2 = Conv2d(outputs, outputs, 3, stride: 1, padding: 1, bias: false);
        bn2 = BatchNorm2d(outputs);
        downsample = Shortcut.Create(inputs, outputs, stride);
        RegisterComponents();
    }

    public BatchNorm2d LastNormalization => bn2;

    bool Rounds => _bfloat16 && training;

    // In place where backpropagation does not need the overwritten value: less memory traffic.
    public override Tensor forward(Tensor x)
    {
        var shortcut = Shortcut.Apply(downsample, x, Rounds);
        var inner = bn1.forward(TrainingPrecision.Convolve(conv1, x, Rounds)).relu_();
        return bn2.forward(TrainingPrecision.Convolve(conv2, inner, Rounds)).add_(shortcut).relu_();
    }

    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs)
    {
        var shortcut = downsample is null ? inputs[0] : graph.Add(downsample, inputs[0]);
        var inner = graph.Relu(graph.Add(bn1, graph.Add(conv1, inputs[0])));
        return [graph.Relu(graph.Add(graph.Add(bn2, graph.Add(conv2, inner)), shortcut))];
    }
}
