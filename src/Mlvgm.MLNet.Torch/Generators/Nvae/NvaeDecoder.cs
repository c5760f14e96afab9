using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.OnnxImport.Layouts;
using Mlvgm.MLNet.Torch.Generators.Nvae.Layers;
using Mlvgm.MLNet.Torch.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae;

/// <summary>The generative half of an NVAE, from latents to logits, under the reference's state-dictionary keys.</summary>
sealed class NvaeDecoder : ModuleFolder
{
    /// <summary>Chooses the value of a latent.</summary>
    /// <param name="level">Its index in generation order.</param>
    /// <param name="features">The decoder's features there, [n, c, h, w].</param>
    /// <param name="prior">The conditional prior's parameters before clamping, [n, 2c, h, w]; null for the first latent, N(0, 1).</param>
    /// <returns>The latent, [n, latent channels, h, w].</returns>
    public delegate Tensor LatentChoice(int level, Tensor features, Tensor? prior);

    const string ConstantName = "const_prior";
    const int TowerExpansion = 6;
    const int PostProcessingExpansion = 3;

    static readonly string[] Parts =
        [ConstantName, "decoder_tower.", "dec_sampler.", "decoder_combiners.", "postprocessing_block.", "to_logits."];

    readonly List<NvaeStage> _stages = [];
    readonly List<DecoderCell> _postProcessing = [];

    public NvaeDecoder(NvaeConfiguration configuration) : base(nameof(NvaeDecoder))
    {
        Configuration = configuration;
        var levels = configuration.Levels;
        register_parameter(ConstantName, new Parameter(zeros(1, levels[0].Channels, levels[0].Height, levels[0].Width)));
        for (int i = 0; i < levels.Count; i++) _stages.Add(CreateStage(levels[i], i + 1 < levels.Count ? levels[i + 1] : null));
        int channels = levels[^1].Channels;
        for (int block = 0; block < configuration.ProcessBlocks; block++)
        {
            for (int cell = 0; cell < configuration.ProcessCells; cell++)
            {
                int outputs = cell == 0 ? channels / 2 : channels;
                _postProcessing.Add(Place($"postprocessing_block.block_{block}.cell_{cell}",
                    new DecoderCell(channels, outputs, cell == 0, PostProcessingExpansion)));
                channels = outputs;
            }
        }
        Logits = Place("to_logits", nn.Sequential(
            nn.ELU(), new WeightNormConv2d(channels, ImageLikelihood.Create(configuration).LogitChannels, 3)));
    }

    /// <summary>The architecture.</summary>
    public NvaeConfiguration Configuration { get; }

    /// <summary>The parts of each latent, in generation order.</summary>
    public IReadOnlyList<NvaeStage> Stages => _stages;

    /// <summary>The cells after the last latent.</summary>
    public IReadOnlyList<DecoderCell> PostProcessing => _postProcessing;

    /// <summary>From the last cell's features to logits.</summary>
    public nn.Module<Tensor, Tensor> Logits { get; }

    Parameter Constant => get_parameter(ConstantName)!;

    /// <summary>Whether a tensor of a whole network is part of the decoder.</summary>
    public static bool IsDecoder(string name) => Parts.Any(part => name.StartsWith(part, StringComparison.Ordinal));

    /// <summary>The features before the first latent, [n, c, h, w].</summary>
    public Tensor Start(long batch) => ChannelsLast.Convert(Constant.expand(batch, -1, -1, -1));

    /// <summary>Computes logits [n, logit channels, height, width] for <paramref name="batch"/> samples.</summary>
    public Tensor Run(long batch, LatentChoice choose)
    {
        var x = Start(batch);
        for (int level = 0; level < _stages.Count; level++)
        {
            var stage = _stages[level];
            foreach (var cell in stage.Cells) x = cell.forward(x);
            var z = choose(level, x, stage.Prior?.forward(x));
            x = stage.Combine(x, z);
            if (stage.Upsampling is not null) x = stage.Upsampling.forward(x);
        }
        foreach (var cell in _postProcessing) x = cell.forward(x);
        return Logits.forward(x);
    }

    /// <summary>Ancestral decoding of standard normal <paramref name="noise"/>, one tensor [n, c, h, w] per latent.</summary>
    public Tensor Run(IReadOnlyList<Tensor> noise, NvaeSampling sampling) =>
        Run(noise[0].shape[0], (level, _, prior) => sampling.Draw(prior, noise[level]));

    /// <summary>Adds <see cref="Run(IReadOnlyList{Tensor}, NvaeSampling)"/> to a graph and returns the logits.</summary>
    public OnnxValue Export(OnnxGraph graph, IReadOnlyList<OnnxValue> noise, NvaeSampling sampling)
    {
        var levels = Configuration.Levels;
        var x = graph.ExpandOverBatch(
            graph.Initializer(Constant), [levels[0].Channels, levels[0].Height, levels[0].Width], like: noise[0]);
        for (int level = 0; level < _stages.Count; level++)
        {
            var stage = _stages[level];
            foreach (var cell in stage.Cells) x = graph.Add(cell, x);
            OnnxValue? prior = stage.Prior is null ? null : graph.Add(stage.Prior, x);
            var z = sampling.ExportDraw(graph, prior, levels[level].LatentChannels, noise[level]);
            x = graph.Add(stage.Combiner, graph.Concat(1, x, z));
            if (stage.Upsampling is not null) x = graph.Add(stage.Upsampling, x);
        }
        foreach (var cell in _postProcessing) x = graph.Add(cell, x);
        return graph.Add(Logits, x);
    }

    NvaeStage CreateStage(NvaeLevel level, NvaeLevel? next)
    {
        bool first = level is { Scale: 0, Group: 0 };
        DecoderCell[] cells = first ? [] : [.. Enumerable.Range(0, Configuration.CellsPerGroup).Select(cell => Place(
            $"decoder_tower.scale_{level.Scale}.group_{level.Group}.cell_{cell}",
            new DecoderCell(level.Channels, level.Channels, false, TowerExpansion)))];
        var prior = first ? null : Place($"dec_sampler.sampler_{level.Key}",
            nn.Sequential(nn.ELU(), new WeightNormConv2d(level.Channels, 2 * level.LatentChannels, 1)));
        var combiner = Place($"decoder_combiners.combiner_{level.Key}.conv",
            new WeightNormConv2d(level.Channels + level.LatentChannels, level.Channels, 1));
        var upsampling = next is null || next.Scale == level.Scale ? null : Place(
            $"decoder_tower.scale_{level.Scale}.upsampling", new DecoderCell(level.Channels, next.Channels, true, TowerExpansion));
        return new NvaeStage(cells, prior, combiner, upsampling);
    }
}
