using Mlvgm.MLNet.OnnxImport.Layouts;
using Mlvgm.MLNet.Torch.Generators.Nvae.Layers;
using Mlvgm.MLNet.Torch.Weights;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae;

/// <summary>The inference half of an NVAE, under the reference's state-dictionary keys.</summary>
sealed class NvaeEncoder : ModuleFolder
{
    readonly NvaeConfiguration _configuration;
    readonly WeightNormConv2d _input;
    readonly List<EncoderCell> _preProcessing = [];
    readonly List<(IReadOnlyList<EncoderCell> Cells, int Level, EncoderCell? Downsampling)> _tower = [];
    readonly nn.Module<Tensor, Tensor> _top;
    readonly WeightNormConv2d?[] _combiners;
    readonly WeightNormConv2d[] _samplers;

    public NvaeEncoder(NvaeConfiguration configuration) : base(nameof(NvaeEncoder))
    {
        _configuration = configuration;
        var levels = configuration.Levels;
        int channels = configuration.InitialChannels;
        _input = Place("preprocessing_block.init_conv", new WeightNormConv2d(configuration.ImageShape.Channels, channels, 3));
        for (int block = 0; block < configuration.ProcessBlocks; block++)
        {
            for (int cell = 0; cell < configuration.ProcessCells; cell++)
            {
                bool last = cell == configuration.ProcessCells - 1;
                int outputs = last ? channels * 2 : channels;
                _preProcessing.Add(Place($"preprocessing_block.block_{block}.cell_{cell}", new EncoderCell(channels, outputs, last)));
                channels = outputs;
            }
        }
        for (int scale = configuration.Scales - 1; scale >= 0; scale--)
            for (int group = 0; group < configuration.GroupsPerScale[scale]; group++) _tower.Add(CreateGroup(scale, group));
        _top = Place("encoder_0", nn.Sequential(
            nn.ELU(), new WeightNormConv2d(levels[0].Channels, levels[0].Channels, 1), nn.ELU()));
        _combiners = [.. levels.Select((level, i) => i == 0 ? null : Place(
            $"encoder_combiners.combiner_{level.Key}.conv", new WeightNormConv2d(level.Channels, level.Channels, 1)))];
        _samplers = [.. levels.Select(level => Place(
            $"enc_sampler.sampler_{level.Key}", new WeightNormConv2d(level.Channels, 2 * level.LatentChannels, 3)))];
    }

    /// <summary>Bottom-up features of images [n, c, h, w] in [0, 1], one tensor per latent.</summary>
    public IReadOnlyList<Tensor> Features(Tensor images)
    {
        var features = new Tensor[_samplers.Length];
        var x = _input.forward(ChannelsLast.Convert(images * 2 - 1));
        foreach (var cell in _preProcessing) x = cell.forward(x);
        foreach (var (cells, level, downsampling) in _tower)
        {
            foreach (var cell in cells) x = cell.forward(x);
            features[level] = x;
            if (downsampling is not null) x = downsampling.forward(x);
        }
        features[0] = _top.forward(x);
        return features;
    }

    /// <summary>
    /// The posterior's parameters before clamping, relative to the prior's: [n, 2 latent channels, h, w].
    /// </summary>
    public Tensor Posterior(int level, Tensor encoderFeatures, Tensor decoderFeatures) => _samplers[level].forward(
        _combiners[level] is { } combiner ? encoderFeatures + combiner.forward(decoderFeatures) : encoderFeatures);

    (IReadOnlyList<EncoderCell>, int, EncoderCell?) CreateGroup(int scale, int group)
    {
        int channels = _configuration.ChannelsAt(scale);
        EncoderCell[] cells = [.. Enumerable.Range(0, _configuration.CellsPerGroup).Select(cell => Place(
            $"encoder_tower.scale_{scale}.group_{group}.cell_{cell}", new EncoderCell(channels, channels, false)))];
        bool last = group == _configuration.GroupsPerScale[scale] - 1 && scale > 0;
        var downsampling = last ? Place(
            $"encoder_tower.scale_{scale}.downsampling", new EncoderCell(channels, channels * 2, true)) : null;
        return (cells, _configuration.GroupsPerScale.Take(scale).Sum() + group, downsampling);
    }
}
