using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.Torch.Generators.StyleGan2.Layers;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2;

/// <summary>From a w per level to the image (docs/method/stylegan2.md#levels).</summary>
sealed class SynthesisNetwork : nn.Module<Tensor, NoiseChoice, Tensor>
{
    readonly SynthesisBlock[] _blocks;

    public SynthesisNetwork(StyleGan2Configuration configuration) : base(nameof(SynthesisNetwork))
    {
        _blocks = [.. configuration.BlockResolutions.Select(resolution => new SynthesisBlock(configuration, resolution))];
        foreach (var (block, resolution) in _blocks.Zip(configuration.BlockResolutions)) register_module($"b{resolution}", block);
    }

    /// <summary>Computes what depends on the weights alone; to be called once they are loaded.</summary>
    public void Fold()
    {
        foreach (var block in _blocks) block.Fold();
    }

    /// <summary>Runs the network.</summary>
    /// <param name="ws">[n, levels, w].</param>
    /// <param name="noise">The noise of every layer.</param>
    /// <returns>[n, colours, height, width], nominally in [-1, 1].</returns>
    public override Tensor forward(Tensor ws, NoiseChoice noise)
    {
        using var scope = NewDisposeScope();
        (Tensor Features, Tensor Image)? result = null;
        int level = 0;
        foreach (var block in _blocks)
        {
            var next = block.call(result, ws.narrow(1, level, block.Levels + 1), noise);
            result?.Features.Dispose();
            result?.Image.Dispose();
            result = next;
            level += block.Levels;
        }
        return result!.Value.Image.MoveToOuterDisposeScope();
    }

    /// <summary>Adds the network to a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="ws">Per level, [N, w].</param>
    /// <param name="withNoise">Whether the noise stored with the weights is added.</param>
    /// <returns>[N, colours, height, width].</returns>
    public OnnxValue Export(OnnxGraph graph, IReadOnlyList<OnnxValue> ws, bool withNoise)
    {
        IReadOnlyList<OnnxValue> result = [];
        int level = 0;
        foreach (var block in _blocks)
        {
            result = graph.Add(block, [.. result, .. ws.Skip(level).Take(block.Levels + 1), .. withNoise ? block.ExportNoise(graph) : []]);
            level += block.Levels;
        }
        return result[1];
    }

    // Everything is registered under the reference's names; TorchSharp would add the fields under theirs.
    protected override void RegisterComponents()
    {
    }
}
