using System.Text.Json;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.Nvae.Likelihoods;
using Mlvgm.MLNet.Torch.Generators.Nvae.Nvlabs;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Generators.Nvae;

/// <summary>A parity case of an NVAE of either variant.</summary>
sealed class NvaeParityCase : IDisposable
{
    const string MainVariant = "SerezD/NVAE-from-scratch";
    const string NvlabsVariant = "NVlabs/NVAE (res_mbconv)";
    const string FlowPrefix = "nf_cells.";

    readonly ParityCase _case;

    public NvaeParityCase(string name)
    {
        _case = ParityCases.Open(name);
        IsMain = _case.Text("variant") switch
        {
            MainVariant => true,
            NvlabsVariant => false,
            var other => throw new NotSupportedException($"There is no network for the variant '{other}'."),
        };
        Decoder = IsMain
            ? NvaeGeneratorFile.Build(Shapes(_case.Weights.Tensors).Infer(), _case.Weights.Tensors, name)
            : NvlabsNvaeFile.Build(_case.Weights.Tensors, name);
        Decoder.eval();
        Sampling = new NvaeSampling(_case.Number("temperature"), IsMain ? 0 : NvlabsNvaeState.DeviationOffset);
        Likelihood = ImageLikelihood.Create(Decoder.Configuration);
    }

    public static TheoryData<string> Names => ParityCases.Of("nvae");

    public ParityCase Case => _case;

    public bool IsMain { get; }

    public NvaeDecoder Decoder { get; }

    public NvaeSampling Sampling { get; }

    public IImageLikelihood Likelihood { get; }

    /// <summary>Whether the posterior has normalising flows.</summary>
    public bool HasFlows => _case.Weights.Tensors.Keys.Any(key => key.StartsWith(FlowPrefix, StringComparison.Ordinal));

    /// <summary>The levels as the vectors name them.</summary>
    public IReadOnlyList<string> Levels => [.. Decoder.Configuration.Levels.Select((level, i) => IsMain ? level.Key : $"{i}")];

    /// <summary>The runs that sample, A, B...; E is of the posterior.</summary>
    public IReadOnlyList<string> Runs => [.. _case.Vectors.Tensors.Keys
        .Where(key => key.Contains(".in.eps.", StringComparison.Ordinal)).Select(key => key.Split('.')[0]).Distinct().Where(run => run != "E")];

    public Tensor[] Noise(string run) => [.. Levels.Select(level => _case.Vectors[$"{run}.in.eps.{level}"])];

    public static NvaeShapes Shapes(IReadOnlyDictionary<string, Tensor> tensors) => new(name => tensors.GetValueOrDefault(name)?.shape);

    /// <summary>Logits in the order of the case's variant.</summary>
    public Tensor ReferenceOrder(Tensor logits) =>
        IsMain ? logits : logits.index_select(1, NvlabsNvaeState.LogitOrder(logits.shape[1]).argsort());

    public void Dispose()
    {
        _case.Dispose();
        Decoder.Dispose();
    }

    /// <summary>The configuration that the metadata describe in the reference's words.</summary>
    public NvaeConfiguration Described()
    {
        var parts = IsMain ? _case.Config.GetProperty("autoencoder") : _case.Config;
        int Number(string main, string nvlabs) => parts.GetProperty(IsMain ? main : nvlabs).GetInt32();
        int scales = Number("num_scales", "num_latent_scales"), groups = Number("num_groups_per_scale", "num_groups_per_scale");
        bool adaptive = parts.GetProperty(IsMain ? "is_adaptive" : "ada_groups").GetBoolean();
        int minimum = parts.TryGetProperty("min_groups_per_scale", out var least) ? least.GetInt32() : 1;
        return new NvaeConfiguration
        {
            ImageShape = Shape(),
            GroupsPerScale = [.. Enumerable.Range(0, scales).Select(s => adaptive ? Math.Max(minimum, groups >> (scales - 1 - s)) : groups)],
            LatentChannels = [.. Enumerable.Repeat(Number("num_latent_per_group", "num_latent_per_group"), scales)],
            CellsPerGroup = Number("num_cells_per_group", "num_cell_per_cond"),
            InitialChannels = Number("initial_channels", "num_channels"),
            Mixtures = Number("num_logistic_mixtures", "num_mixture_dec"),
            ProcessBlocks = Number("num_pre-post_process_blocks", "num_process_blocks"),
            ProcessCells = Number("num_pre-post_process_cells", "num_process_cells"),
        };
    }

    ImageShape Shape()
    {
        if (!IsMain)
        {
            var image = _case.Vectors["A.out.image"].shape;
            return new ImageShape((int)image[1], (int)image[2], (int)image[3]);
        }
        int[] resolution = [.. _case.Config.GetProperty("resolution").EnumerateArray().Select(e => e.GetInt32())];
        return new ImageShape(resolution[0], resolution[1], resolution[2]);
    }
}
