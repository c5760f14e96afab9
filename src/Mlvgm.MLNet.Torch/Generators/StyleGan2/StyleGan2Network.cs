using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.Torch.Generators.StyleGan2.Operators;
using Mlvgm.MLNet.Torch.Weights;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2;

/// <summary>Mapping and synthesis, under the reference's state-dictionary keys (docs/method/stylegan2.md#state-dictionary).</summary>
sealed class StyleGan2Network : ModuleFolder, IOnnxExportable
{
    readonly MappingNetwork _mapping;
    readonly SynthesisNetwork _synthesis;

    /// <summary>Creates a network of zeros.</summary>
    public StyleGan2Network(StyleGan2Configuration configuration, StyleGan2Sampling sampling) : base(nameof(StyleGan2Network))
    {
        (Configuration, Sampling) = (configuration, sampling);
        _mapping = Place("mapping", new MappingNetwork(configuration));
        _synthesis = Place("synthesis", new SynthesisNetwork(configuration));
        eval();
    }

    /// <summary>The architecture.</summary>
    public StyleGan2Configuration Configuration { get; }

    /// <summary>How the network is used.</summary>
    public StyleGan2Sampling Sampling { get; }

    /// <summary>Computes what depends on the weights alone; to be called once they are loaded.</summary>
    public void Fold() => _synthesis.Fold();

    /// <summary>[n, z] to [n, w], before truncation.</summary>
    public Tensor Map(Tensor z) => _mapping.call(z);

    /// <summary>Maps one z per level. A tensor that serves several levels is mapped once, and all tensors together.</summary>
    /// <param name="levels">Per level, [n, z].</param>
    /// <returns>[n, levels, w], truncated.</returns>
    public Tensor MapLevels(IReadOnlyList<Tensor> levels)
    {
        using var scope = NewDisposeScope();
        List<Tensor> distinct = [.. levels.Distinct<Tensor>(ReferenceEqualityComparer.Instance)];
        if (distinct.Count == 1) return Truncate(Map(levels[0]).unsqueeze(1).expand(-1, levels.Count, -1)).MoveToOuterDisposeScope();
        var mapped = Map(cat(distinct, 0)).split(levels[0].shape[0]);
        return Truncate(stack([.. levels.Select(level => mapped[distinct.FindIndex(z => ReferenceEquals(z, level))])], 1))
            .MoveToOuterDisposeScope();
    }

    /// <summary>Truncates w at the levels that the sampling says: [n, levels, w] to the same shape.</summary>
    public Tensor Truncate(Tensor ws)
    {
        if (Sampling.TruncationPsi == 1) return ws;
        using var scope = NewDisposeScope();
        long levels = ws.shape[1], cutoff = Sampling.TruncationCutoff ?? levels;
        var truncated = Truncation.Apply(ws.narrow(1, 0, cutoff), _mapping.Average, Sampling.TruncationPsi);
        return (cutoff == levels ? truncated : cat([truncated, ws.narrow(1, cutoff, levels - cutoff)], 1)).MoveToOuterDisposeScope();
    }

    /// <summary>Pixels: [n, levels, w] to [n, colours, height, width] in [0, 1].</summary>
    /// <param name="ws">A w per level, truncated.</param>
    /// <param name="samples">What random noise is named by: the tensors [n, ..] that the samples were made from.</param>
    public Tensor Synthesize(Tensor ws, IReadOnlyList<Tensor> samples)
    {
        using var scope = NewDisposeScope();
        var image = Synthesize(ws, SynthesisNoise.Of(Sampling.Noise, samples));
        return ImagePostProcessing.Apply(image, Sampling.CropSize, Sampling.OutputSize).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs)
    {
        if (Sampling.Noise == StyleGan2Noise.Random) throw graph.Unsupported("random noise");
        int levels = inputs.Count, cutoff = Sampling.TruncationCutoff ?? levels;
        // All z's are mapped at once: [levels · N, z].
        var mapped = graph.Reshape(graph.Add(_mapping, graph.Concat(0, inputs)), levels, -1, Configuration.WDimension);
        var ws = Enumerable.Range(0, levels).Select(level =>
        {
            var w = graph.Reshape(graph.Slice(mapped, 0, level, level + 1), -1, Configuration.WDimension);
            return level < cutoff ? Truncation.Export(graph, w, _mapping.Average, Sampling.TruncationPsi) : w;
        });
        var image = _synthesis.Export(graph, [.. ws], Sampling.Noise == StyleGan2Noise.Constant);
        return [ImagePostProcessing.Export(graph, image, Configuration.Resolution, Sampling.CropSize, Sampling.OutputSize)];
    }

    /// <summary>The network's own image, nominally in [-1, 1]: [n, levels, w] to [n, colours, r, r].</summary>
    public Tensor Synthesize(Tensor ws, NoiseChoice noise) => _synthesis.call(ws, noise);
}
