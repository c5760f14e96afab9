using System.Globalization;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Nvlabs;

/// <summary>
/// Translates the decoder of NVlabs' NVAE (<c>res_mbconv</c> cells) into that of the main variant. Both compute the same but for the way in
/// which weights are normalised and logits are ordered (docs/method/nvae.md#nvlabs-variant); deviations differ by <see cref="DeviationOffset"/>.
/// </summary>
sealed class NvlabsNvaeState
{
    /// <summary>Added to the deviations of all latents, the first included.</summary>
    public const double DeviationOffset = 0.01;

    const long ChannelsPerMixture = 10;
    const double NormEpsilon = 1e-5;

    readonly IReadOnlyDictionary<string, Tensor> _source;
    readonly Dictionary<string, Tensor> _target = new(StringComparer.Ordinal);

    NvlabsNvaeState(IReadOnlyDictionary<string, Tensor> source) => _source = source;

    /// <summary>The tensors of <see cref="NvaeDecoder"/>, by its keys, in the caller's dispose scope.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing; the message names it.</exception>
    public static IReadOnlyDictionary<string, Tensor> Translate(IReadOnlyDictionary<string, Tensor> source)
    {
        using var gradients = no_grad();
        var state = new NvlabsNvaeState(source);
        state._target["const_prior"] = state.Take("prior_ftr0").unsqueeze(0);
        state.AddTower();
        state.AddPostProcessing();
        state.AddConvolution("image_conditional.1", "to_logits.1");
        state.ReorderLogits("to_logits.1");
        return state._target;
    }

    /// <summary>
    /// For each channel of the main variant's logits, its place in NVlabs': after the mixtures' logits, [colour, parameter, mixture] here is
    /// [mixture, parameter, colour] there.
    /// </summary>
    public static Tensor LogitOrder(long channels)
    {
        long mixtures = channels / ChannelsPerMixture;
        var rest = arange(mixtures, channels, ScalarType.Int64).view(3, 3, mixtures).permute(2, 1, 0).flatten();
        return cat([arange(0, mixtures, ScalarType.Int64), rest]);
    }

    /// <summary>Combiners, cells and upsampling cells follow each other in one list; a combiner ends what belongs to a latent.</summary>
    void AddTower()
    {
        int scale = 0, group = 0, cell = 0, samplers = 0;
        for (int i = 0; ; i++)
        {
            string path = Name($"dec_tower.{i}");
            if (Has($"{path}.conv.weight"))
            {
                AddConvolution($"{path}.conv", Name($"decoder_combiners.combiner_{scale}:{group}.conv"));
                if (i > 0) AddConvolution(Name($"dec_sampler.{samplers++}.1"), Name($"dec_sampler.sampler_{scale}:{group}.1"));
                (group, cell) = (group + 1, 0);
            }
            else if (IsUpsampling(path))
            {
                AddCell(path, Name($"decoder_tower.scale_{scale}.upsampling"));
                (scale, group) = (scale + 1, 0);
            }
            else if (IsCell(path))
            {
                AddCell(path, Name($"decoder_tower.scale_{scale}.group_{group}.cell_{cell++}"));
            }
            else
            {
                return;
            }
        }
    }

    void AddPostProcessing()
    {
        int block = -1, cell = 0;
        for (int i = 0; ; i++)
        {
            string path = Name($"post_process.{i}");
            if (IsUpsampling(path)) (block, cell) = (block + 1, 0);
            else if (!IsCell(path)) return;
            AddCell(path, Name($"postprocessing_block.block_{block}.cell_{cell++}"));
        }
    }

    void AddCell(string path, string target)
    {
        // Both count the doubling of an upsampling cell as layer 0.
        int first = IsUpsampling(path) ? 1 : 0;
        string layers = $"{path}._ops.0.conv";
        if (first == 1) AddConvolution($"{path}.skip.1", $"{target}.skip_connection.conv");
        AddNorm(Name($"{layers}.{first}.bn"), 0);
        Add(Name($"{layers}.{first + 1}.conv.0.weight"), Residual(1, "weight"));
        AddNorm(Name($"{layers}.{first + 1}.conv.1"), 2);
        Add(Name($"{layers}.{first + 2}.conv.0.weight"), Residual(4, "weight"));
        AddNorm(Name($"{layers}.{first + 2}.conv.1"), 5);
        Add(Name($"{layers}.{first + 3}.weight"), Residual(7, "weight"));
        AddNorm(Name($"{layers}.{first + 4}.bn"), 8);
        foreach (string part in (string[])["weight", "bias"])
        {
            Add($"{path}.se.se.0.{part}", Residual(9, $"linear_1.{part}"));
            Add($"{path}.se.se.2.{part}", Residual(9, $"linear_2.{part}"));
        }

        void AddNorm(string norm, int layer)
        {
            foreach (string part in (string[])["weight", "bias", "running_mean", "running_var", "num_batches_tracked"])
                Add($"{norm}.{part}", Residual(layer, part));
        }

        string Residual(int layer, string part) => Name($"{target}.residual.{first + layer}.{part}");
    }

    /// <summary>Weights are exp(log norm) · w / (|w| + 1e-5) here, and gain · v / |v| there.</summary>
    void AddConvolution(string path, string target)
    {
        var weight = Take($"{path}.weight");
        var norm = weight.square().sum([1, 2, 3], keepdim: true).sqrt();
        _target[$"{target}.parametrizations.weight.original0"] = Take($"{path}.log_weight_norm").exp() * norm / (norm + NormEpsilon);
        _target[$"{target}.parametrizations.weight.original1"] = weight;
        _target[$"{target}.bias"] = _source.TryGetValue($"{path}.bias", out var bias) ? bias : zeros(weight.shape[0]);
    }

    void ReorderLogits(string target)
    {
        long channels = _target[$"{target}.bias"].shape[0];
        if (channels % ChannelsPerMixture != 0) return;
        var order = LogitOrder(channels);
        foreach (string part in (string[])["bias", "parametrizations.weight.original0", "parametrizations.weight.original1"])
            _target[$"{target}.{part}"] = _target[$"{target}.{part}"].index_select(0, order);
    }

    bool IsUpsampling(string path) => Has($"{path}.skip.1.weight");

    bool IsCell(string path) => Has($"{path}._ops.0.conv.0.bn.weight");

    bool Has(string name) => _source.ContainsKey(name);

    void Add(string name, string target) => _target[target] = Take(name);

    Tensor Take(string name) =>
        _source.TryGetValue(name, out var value) ? value : throw new InvalidDataException($"it has no tensor '{name}'.");

    static string Name(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
