using Mlvgm.MLNet.Settings;

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
        return InitialWeights is { } weights ? backbone with { InitialWeights = BackboneWeights.Load(backbone, weights) } : backbone;
    }

    /// <summary>Builds the network, on the CPU, in training mode; equal inputs give equal weights.</summary>
    /// <param name="input">The images, and the seed of the initial weights.</param>
    protected abstract Backbone Build(BackboneInput input);
}
