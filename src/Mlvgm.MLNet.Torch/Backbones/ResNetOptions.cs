using Mlvgm.MLNet.Registries;
using Mlvgm.MLNet.Settings;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Backbones;

/// <summary>The options of a residual network; the defaults are the standard network's.</summary>
/// <example>See <c>examples/ApiTour/MonitoredTraining.cs</c>.</example>
public sealed record ResNetOptions : BackboneOptions
{
    /// <summary>The network where none is named.</summary>
    public const string DefaultName = "resnet18";

    static readonly Dictionary<string, (int[] Blocks, bool Bottleneck)> Layouts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["resnet10"] = ([1, 1, 1, 1], false),
        [DefaultName] = ([2, 2, 2, 2], false),
        ["resnet34"] = ([3, 4, 6, 3], false),
        ["resnet50"] = ([3, 4, 6, 3], true),
    };

    /// <summary>The options of a network by its name.</summary>
    /// <param name="name"><c>resnet10</c>, <c>resnet18</c>, <c>resnet34</c> or <c>resnet50</c>.</param>
    /// <exception cref="ArgumentException">There is no such network; the message lists those there are.</exception>
    public ResNetOptions(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!Layouts.ContainsKey(name))
        {
            throw new ArgumentException(
                $"There is no residual network '{name}'. {(NearestName.To(name, Names) is { } near ? $"Did you mean '{near}'? " : "")}" +
                $"Available: {string.Join(", ", Names)}.", nameof(name));
        }
        Name = name.ToLowerInvariant();
    }

    /// <summary>The networks that there are.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Layouts.Keys.Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Label => FormattableString.Invariant($"{Name}-w{Width}");

    /// <summary>Channels after the stem; the features are 8 times as wide, with bottlenecks (resnet50) 32 times. 64 is the standard network.</summary>
    [Setting("Channels after the first layer; features are 8 times as wide, those of resnet50 32 times. 64 is the standard network.", Minimum = 1)]
    public int Width { get; init; } = 64;

    /// <summary>
    /// Whether the last batch normalisation of every block starts at gain 0, so that each block starts as the identity (Goyal et al., 2017; the official
    /// SimSiam does so). Short runs learn more without: docs/results/quickstart-sweep.md.
    /// </summary>
    [Setting("Whether residual blocks start as the identity: false learns more in short runs.")]
    public bool ZeroInitialResiduals { get; init; } = true;

    /// <summary>
    /// Whether convolutions compute in bf16 while the network trains, for GPUs, and CPUs with AMX, that do so faster. Weights, statistics, gradients and features stay
    /// float32, and so does everything in evaluation mode.
    /// </summary>
    [Setting("Whether the backbone's convolutions train in bf16; for GPUs, and CPUs with AMX.", Option = "bf16")]
    public bool BFloat16 { get; init; }

    /// <summary>How the first layers reduce the image; by its size when null (<see cref="Stems.For"/>).</summary>
    [Setting("The first layers: those for images of 64 pixels and more, or those for small ones; by the images' size when none.")]
    public Stem? Stem { get; init; }

    /// <inheritdoc/>
    protected override void KeepStatistics(nn.Module<Tensor, Tensor> network, IReadOnlySet<string> frozen) => ((ResNet)network).KeepStatisticsOf(frozen);

    /// <inheritdoc/>
    protected override Backbone Build(BackboneInput input)
    {
        var (blocks, bottleneck) = Layouts[Name];
        var stem = Stem ?? Stems.For(input.Images.Height, input.Images.Width);
        int expansion = bottleneck ? Bottleneck.Expansion : 1;
        return new Backbone(new ResNet(blocks, bottleneck, this, stem, input), 8 * expansion * Width);
    }
}
