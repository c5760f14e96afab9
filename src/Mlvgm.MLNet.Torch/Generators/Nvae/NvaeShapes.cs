using System.Globalization;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Torch.Generators.Nvae;

/// <summary>Reads an NVAE's configuration off the names and shapes of its decoder's state dictionary (docs/method/nvae.md#architecture).</summary>
/// <param name="shapeOf">The shape of the tensor of that name; null where there is none.</param>
sealed class NvaeShapes(Func<string, IReadOnlyList<long>?> shapeOf)
{
    const string Direction = "parametrizations.weight.original1";

    // A scale has at most as many groups, and a group as many cells.
    const int MostParts = 64;

    /// <summary>The configuration that the state dictionary was written with.</summary>
    /// <exception cref="InvalidDataException">The tensors are not those of an NVAE decoder; the message names one.</exception>
    /// <exception cref="ArgumentException">They describe a network that is not supported; the message says why.</exception>
    public NvaeConfiguration Infer()
    {
        var constant = Shape("const_prior", 4);
        int scales = Count(scale => Combiner(scale, 0));
        int blocks = Count(block => Post(block, 0));
        int reduction = 1 << (blocks + Math.Max(scales, 1) - 1);
        if (scales == 0) throw Missing(Combiner(0, 0));
        if (constant[1] % reduction != 0) throw new InvalidDataException($"its {constant[1]} channels of the coarsest scale are no multiple of {reduction}.");
        long logits = Shape($"to_logits.1.{Direction}", 4)[0];
        var (likelihood, colours, mixtures) = Likelihood(logits);
        var configuration = new NvaeConfiguration
        {
            ImageShape = new ImageShape(colours, Bounded(constant[2] * reduction), Bounded(constant[3] * reduction)),
            GroupsPerScale = [.. Enumerable.Range(0, scales).Select(scale => Count(group => Combiner(scale, group)))],
            LatentChannels = [.. Enumerable.Range(0, scales).Select(scale => Latent(Shape(Combiner(scale, 0), 4)))],
            CellsPerGroup = Math.Max(1, Count(cell => Cell(scales > 1 ? 1 : 0, scales > 1 ? 0 : 1, cell))),
            InitialChannels = Bounded(constant[1] / reduction),
            ProcessBlocks = blocks,
            ProcessCells = Math.Max(1, Count(cell => Post(0, cell))),
            Likelihood = likelihood,
            Mixtures = mixtures,
        };
        configuration.Validate();
        return configuration;
    }

    /// <summary>The distribution that as many logits describe.</summary>
    /// <exception cref="InvalidDataException">None does.</exception>
    static (NvaeLikelihood Likelihood, int Channels, int Mixtures) Likelihood(long logits) => logits switch
    {
        1 => (NvaeLikelihood.Bernoulli, 1, new NvaeConfiguration().Mixtures),
        > 0 when logits % 10 == 0 => (NvaeLikelihood.LogisticMixture, 3, Bounded(logits / 10)),
        _ => throw new InvalidDataException($"its {logits} logits are neither 1 nor a multiple of 10."),
    };

    /// <summary>The first number for which there is no such tensor.</summary>
    int Count(Func<int, string> name)
    {
        int count = 0;
        while (count <= MostParts && shapeOf(name(count)) is not null) count++;
        return count;
    }

    /// <summary>What a combiner takes besides its result's channels.</summary>
    static int Latent(IReadOnlyList<long> combiner) => Bounded(combiner[1] - combiner[0]);

    IReadOnlyList<long> Shape(string name, int dimensions) => shapeOf(name) is { } shape && shape.Count == dimensions
        ? shape
        : throw Missing(name);

    static InvalidDataException Missing(string name) => new($"it has no tensor '{name}' of the expected kind.");

    static string Combiner(int scale, int group) => Name($"decoder_combiners.combiner_{scale}:{group}.conv.{Direction}");

    static string Cell(int scale, int group, int cell) => Name($"decoder_tower.scale_{scale}.group_{group}.cell_{cell}.residual.1.weight");

    static string Post(int block, int cell) => cell == 0
        ? Name($"postprocessing_block.block_{block}.cell_{cell}.residual.2.weight")
        : Name($"postprocessing_block.block_{block}.cell_{cell}.residual.1.weight");

    static string Name(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // Too large a number becomes one that the configuration's own check refuses.
    static int Bounded(long value) => (int)Math.Clamp(value, int.MinValue, int.MaxValue);
}
