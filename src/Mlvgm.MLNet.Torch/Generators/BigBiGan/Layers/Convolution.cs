using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.OnnxImport.Layouts;
using Mlvgm.MLNet.Torch.Generators.BigBiGan.State;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.BigBiGan.Layers;

/// <summary>A spectrally normalised convolution that keeps the sides.</summary>
/// <remarks>
/// Outputs are filled up with zeros to a multiple of 16, which the CPU's kernels compute in any case: left to themselves, they fill up with what
/// happens to be in memory (see <see cref="ChannelsLast"/>).
/// </remarks>
sealed class Convolution : FrozenModule, IOnnxExportable
{
    const long Multiple = 16;

    readonly long _outputs;
    readonly long _padding;

    /// <summary>Takes the layer at <paramref name="path"/> from a state dictionary.</summary>
    /// <param name="state">The state dictionary.</param>
    /// <param name="path">The layer's place in it.</param>
    /// <param name="inputs">Channels that enter.</param>
    /// <param name="outputs">Channels that leave.</param>
    /// <param name="kernel">Sides of the kernel, odd.</param>
    public Convolution(BigBiGanState state, string path, long inputs, long outputs, long kernel) : base(nameof(Convolution))
    {
        (_outputs, _padding) = (outputs, kernel / 2);
        long missing = (Multiple - outputs % Multiple) % Multiple;
        Keep("weight", ChannelsLast.Convert(nn.functional.pad(
            state.TakeNormalised(path, outputs, inputs, kernel, kernel), [0, 0, 0, 0, 0, 0, 0, missing])));
        Keep("bias", nn.functional.pad(state.Take($"{path}.bias", outputs).clone(), [0, missing]));
    }

    /// <summary>[n, in, h, w] to [n, out, h, w], channels innermost.</summary>
    public Tensor Forward(Tensor x) =>
        nn.functional.conv2d(x, Kept("weight"), Kept("bias"), padding: [_padding, _padding]).narrow(1, 0, _outputs);

    /// <inheritdoc/>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs) =>
        [graph.Conv2d(inputs[0], graph.Initializer(Kept("weight").narrow(0, 0, _outputs), "weight"),
            graph.Initializer(Kept("bias").narrow(0, 0, _outputs), "bias"), [1, 1], [_padding, _padding, _padding, _padding])];
}
