using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>
/// The sets that the library brings. Four are the paper's T_x (docs/method/augmentation.md#the-sets), whose views have 0.875 of the image's side: <c>all</c>
/// (random crop, flip, colour jitter, greyscale), <c>no-color</c> (crop, flip), <c>no-crop</c> (centre crop, flip, jitter, greyscale) and
/// <c>none</c> (centre crop). <c>all-full-size</c>, of the paper's SimCLR, and <c>crop-flip</c> are <c>all</c> and <c>no-color</c> with views as large as
/// the images. A new set is a line here.
/// </summary>
/// <example>See <c>examples/ApiTour/AugmentedViews.cs</c>.</example>
public sealed record StandardAugmentationOptions : AugmentationOptions
{
    /// <summary>The share of an image's side that the views of the paper have, also where latents are measured.</summary>
    public const double ViewShare = 0.875;

    static readonly Dictionary<string, Func<StandardAugmentationOptions, ImageShape, AugmentationPreset>> Sets = new(StringComparer.OrdinalIgnoreCase)
    {
        ["all"] = (options, images) => Paper(images, [options.RandomCrop(images), .. options.Flip, .. options.Color]),
        ["all-full-size"] = (options, images) => options.FullSize(images, options.Color),
        ["crop-flip"] = (options, images) => options.FullSize(images, []),
        ["no-color"] = (options, images) => Paper(images, [options.RandomCrop(images), .. options.Flip]),
        ["no-crop"] = (options, images) => Paper(images, [Centre(images), .. options.Flip, .. options.Color]),
        ["none"] = (_, images) => Paper(images, [Centre(images)]),
    };

    /// <summary>The options of a set by its name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is no such set; the message lists those there are.</exception>
    public StandardAugmentationOptions(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!Sets.ContainsKey(name)) throw new ArgumentException($"There is no augmentation '{name}'. Available: {string.Join(", ", Names)}.", nameof(name));
        Name = name.ToLowerInvariant();
    }

    /// <summary>The sets that there are.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Sets.Keys.Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>The smallest share of an image's area that a random crop keeps, in (0, 1].</summary>
    [MinimumCrop]
    public double MinimumCropScale { get; init; } = MinimumCropAttribute.Default;

    /// <summary>Whether half of the views are mirrored; turn it off where left and right matter, as for digits.</summary>
    [Setting("Whether half of the views are mirrored; false where left and right matter, as for digits.", Option = "flip")]
    public bool HorizontalFlip { get; init; } = true;

    /// <summary>Whose colour jitter is meant, where the set has one.</summary>
    [Setting("Whose colour jitter is meant, where the set has one.", Placeholder = "FLAVOUR")]
    public ColorJitterFlavour ColorJitter { get; init; } = ColorJitterFlavour.Kornia;

    IEnumerable<IAugmentation> Flip => HorizontalFlip ? [new RandomHorizontalFlip()] : [];

    IEnumerable<IAugmentation> Color => [ColorJitter == ColorJitterFlavour.Kornia ? new ColorJiggle() : new ColorJitter(), new RandomGreyscale()];

    /// <inheritdoc/>
    protected override AugmentationPreset Build(ImageShape images) => Sets[Name](this, images);

    static AugmentationPreset Paper(ImageShape images, IReadOnlyList<IAugmentation> steps) =>
        new(new AugmentationPipeline(steps), ViewSide(images.Height), ViewSide(images.Width));

    AugmentationPreset FullSize(ImageShape images, IEnumerable<IAugmentation> more)
    {
        var cropped = AugmentationPipeline.CropAndFlip(images.Height, images.Width, MinimumCropScale, HorizontalFlip);
        return new AugmentationPreset(new AugmentationPipeline([.. cropped.Steps, .. more]), images.Height, images.Width);
    }

    RandomResizedCrop RandomCrop(ImageShape images) => new(ViewSide(images.Height), ViewSide(images.Width), MinimumCropScale, alignCorners: true);

    static CentreCrop Centre(ImageShape images) => new(ViewSide(images.Height), ViewSide(images.Width));

    static int ViewSide(int side) => Math.Max(1, (int)(ViewShare * side));
}
