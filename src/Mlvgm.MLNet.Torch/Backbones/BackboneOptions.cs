using Mlvgm.MLNet.Settings;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Backbones;

/// <summary>
/// The options of a kind of backbone. To bring one of your own, derive a record with its settings, and hand it to an estimator or register it in
/// <see cref="BackboneRegistry"/>.
/// </summary>
/// <example>See <c>examples/BringYourOwn/ThreeLayersOptions.cs</c>.</example>
public abstract record BackboneOptions : IChoice
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <summary>What a card calls the network: the name and what sets it apart from others of that name, such as <c>resnet18-w64</c>.</summary>
    public virtual string Label => Name;

    /// <summary>A file of weights from which the network starts (<see cref="BackboneWeights"/>); random ones when null.</summary>
    [Setting("Weights from which the backbone starts, such as torchvision's or those of another run; random ones when none.", Placeholder = "FILE",
        IsFile = true)]
    public string? InitialWeights { get; init; }

    /// <summary>
    /// The share of the weight tensors, from the first layer on, that stay as they are, in [0, 1]: early layers of a network that others have trained are good for
    /// most images, and cost a third of a step each where they are trained. Batch normalisation among them keeps its statistics, too: those of augmented images would
    /// not fit the weights. 1 trains what stands above the backbone alone.
    /// </summary>
    [Setting("Share of the backbone's weights, from the first layer on, that stay as they are, with the statistics of batch normalisation among them.", Option = "frozen", Placeholder = "SHARE", Minimum = 0, Maximum = 1)]
    public double FrozenShare { get; init; }

    /// <summary>Whether batch normalisation computes with the statistics that it starts with, and keeps them, rather than with those of each batch.</summary>
    [Setting("Whether batch normalisation keeps the statistics that it starts with.", Option = "frozen-statistics")]
    public bool FrozenStatistics { get; init; }

    /// <summary>Builds the backbone, in training mode, on the CPU, with seeded weights or those of <see cref="InitialWeights"/>.</summary>
    /// <param name="input">The images, and the seed.</param>
    /// <exception cref="SettingsException">An option is outside its range.</exception>
    /// <exception cref="FileNotFoundException">There is no file of initial weights.</exception>
    /// <exception cref="InvalidDataException">The initial weights are damaged or of another network.</exception>
    public Backbone Create(BackboneInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        SettingsOf.Validate(this);
        var backbone = Build(input);
        if (backbone.Rebuild is null) backbone = backbone with { Rebuild = () => Build(input).Network };
        if (InitialWeights is { } weights) backbone = backbone with { InitialWeights = BackboneWeights.Load(backbone, weights) };
        return FrozenShare > 0 ? Frozen(backbone) : backbone;
    }

    /// <summary>
    /// Makes batch normalisation whose weights are frozen compute with the statistics that it has, and keep them, in training mode too. A backbone of one's own that does
    /// nothing here freezes weights alone.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="frozen">The names of the frozen parameters.</param>
    protected virtual void KeepStatistics(nn.Module<Tensor, Tensor> network, IReadOnlySet<string> frozen)
    {
    }

    Backbone Frozen(Backbone backbone)
    {
        var parameters = backbone.Network.named_parameters().ToList();
        var frozen = parameters.Take((int)Math.Round(FrozenShare * parameters.Count, MidpointRounding.AwayFromZero)).ToList();
        var names = frozen.Select(parameter => parameter.name).ToHashSet(StringComparer.Ordinal);
        foreach (var (_, parameter) in frozen) parameter.requires_grad = false;
        KeepStatistics(backbone.Network, names);
        var rebuild = backbone.Rebuild!;
        return backbone with
        {
            Rebuild = () =>
            {
                var copy = rebuild();
                KeepStatistics(copy, names);
                return copy;
            },
        };
    }

    /// <summary>Builds the network, on the CPU, in training mode; equal inputs give equal weights.</summary>
    /// <param name="input">The images, and the seed of the initial weights.</param>
    protected abstract Backbone Build(BackboneInput input);
}
