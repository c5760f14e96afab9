using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.Torch.Generators.BigBiGan.State;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.BigBiGan.Layers;

/// <summary>A spectrally normalised 1x1 convolution without bias, as a linear map of every pixel.</summary>
sealed class Pointwise : FrozenModule, IOnnxExportable
{
    /// <summary>Takes the layer at <paramref name="path"/> from a state dictionary.</summary>
    public Pointwise(BigBiGanState state, string path, long inputs, long outputs) : base(nameof(Pointwise)) =>
        Keep("weight", state.TakeNormalised(path, outputs, inputs, 1, 1).view(outputs, inputs));

    /// <summary>[.., in] to [.., out].</summary>
    public Tensor Forward(Tensor pixels) => nn.functional.linear(pixels, Kept("weight"));

    /// <summary>[n, in, h, w] to [n, out, h, w].</summary>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs) =>
        [graph.Conv2d(inputs[0], graph.Initializer(Kept("weight").unsqueeze(-1).unsqueeze(-1), "weight"), OnnxValue.None, [1, 1], [0, 0, 0, 0])];
}
