using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.OnnxImport.Layouts;
using Mlvgm.MLNet.Torch.Generators.BigBiGan.Layers;
using Mlvgm.MLNet.Torch.Generators.BigBiGan.State;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.BigBiGan;

/// <summary>From latents to images: BigGAN's generator as BigBiGAN uses it, unconditionally (docs/method/bigbigan.md#forward-pass).</summary>
sealed class BigBiGanNetwork : FrozenModule, IOnnxExportable
{
    const int BottomWidth = BigBiGanConfiguration.BottomWidth;

    readonly int _bottomChannels;

    /// <summary>Builds the network from the reference's state dictionary, whose spectral norms it folds into the weights.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing, has another shape, or has no place; the message names it.</exception>
    public BigBiGanNetwork(BigBiGanConfiguration configuration, BigBiGanState state) : base(nameof(BigBiGanNetwork))
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        _bottomChannels = configuration.InputsOf(0);
        // The network knows classes, but images are always of class 0.
        Keep("embedding", state.Take("shared.weight", configuration.Classes, configuration.EmbeddingWidth).narrow(0, 0, 1).clone());
        Bottom = Place("linear", new FullyConnected(
            state, "linear", configuration.LatentSize, _bottomChannels * BottomWidth * BottomWidth, hasBias: true));
        Stages = [.. Enumerable.Range(0, configuration.Blocks).Select(block => CreateStage(configuration, state, block))];
        int channels = configuration.OutputsOf(configuration.Blocks - 1);
        OutputNorm = Place("output_layer.0", new OutputBatchNorm(state, "output_layer.0", channels));
        OutputConvolution = Place("output_layer.2", new Convolution(state, "output_layer.2", channels, 3, kernel: 3));
        state.Finish();
    }

    /// <summary>The layer that the first latent enters.</summary>
    public FullyConnected Bottom { get; }

    /// <summary>The blocks, some with attention after them.</summary>
    public IReadOnlyList<(UpsamplingBlock Block, SelfAttention? Attention)> Stages { get; }

    /// <summary>The normalisation of the last block's result.</summary>
    public OutputBatchNorm OutputNorm { get; }

    /// <summary>The convolution to three channels.</summary>
    public Convolution OutputConvolution { get; }

    /// <summary>What the blocks start from, [n, channels, 4, 4], of the result of <see cref="Bottom"/>.</summary>
    public Tensor Start(Tensor bottom) => ChannelsLast.Convert(bottom.view(-1, _bottomChannels, BottomWidth, BottomWidth));

    /// <summary>What a block is conditioned on, [n, width]: the embedding, then the block's latent.</summary>
    public Tensor Condition(Tensor latent) => cat([Kept("embedding").expand(latent.shape[0], -1), latent], 1);

    /// <summary>Images [n, 3, side, side] in [0, 1] from latents, one [n, size] for the bottom and one for each block.</summary>
    public Tensor Run(IReadOnlyList<Tensor> latents)
    {
        var x = Start(Bottom.Forward(latents[0]));
        foreach (var ((block, attention), latent) in Stages.Zip(latents.Skip(1)))
        {
            x = block.Forward(x, Condition(latent));
            if (attention is not null) x = attention.Forward(x);
        }
        return ((OutputConvolution.Forward(OutputNorm.Forward(x).relu_()).tanh() + 1) / 2).clamp(0, 1);
    }

    /// <inheritdoc/>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs)
    {
        var embedding = graph.Initializer(Kept("embedding"));
        var x = graph.Reshape(graph.Add(Bottom, inputs[0]), 0, _bottomChannels, BottomWidth, BottomWidth);
        foreach (var ((block, attention), latent) in Stages.Zip(inputs.Skip(1)))
        {
            var condition = graph.Concat(1, graph.ExpandOverBatch(embedding, [Kept("embedding").shape[1]], latent), latent);
            x = graph.Add(block, [x, condition])[0];
            if (attention is not null) x = graph.Add(attention, x);
        }
        var image = graph.Tanh(graph.Add(OutputConvolution, graph.Relu(graph.Add(OutputNorm, x))));
        return [graph.Clip(graph.Div(graph.Add(image, 1), 2), 0, 1)];
    }

    (UpsamplingBlock, SelfAttention?) CreateStage(BigBiGanConfiguration configuration, BigBiGanState state, int index)
    {
        int side = BigBiGanConfiguration.ResolutionAfter(index), outputs = configuration.OutputsOf(index);
        string path = $"blocks.{index}";
        var block = Place($"{path}.0", new UpsamplingBlock(
            state, $"{path}.0", configuration.InputsOf(index), outputs, configuration.ConditionWidth));
        var attention = configuration.AttentionResolutions.Contains(side)
            ? Place($"{path}.1", new SelfAttention(state, $"{path}.1", outputs))
            : null;
        return (block, attention);
    }
}
