namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>
/// The sets of augmentations by name. Four are the paper's T_x (docs/method/augmentation.md#the-sets), whose views have 0.875 of the image's side: <c>all</c>
/// (random crop, flip, colour jitter, greyscale), <c>no-color</c> (crop, flip), <c>no-crop</c> (centre crop, flip, jitter, greyscale) and
/// <c>none</c> (centre crop). <c>all-full-size</c>, of the paper's SimCLR, and <c>crop-flip</c> are <c>all</c> and <c>no-color</c> with views as large as
/// the images. A new set is a line here.
/// </summary>
public static class AugmentationRegistry
{
    const double ViewShare = 0.875;

    static readonly Dictionary<string, Func<AugmentationOptions, AugmentationPreset>> Factories = new(StringComparer.OrdinalIgnoreCase)
    {
        ["all"] = options => Paper(options, RandomCrop, Flip, Color),
        ["all-full-size"] = options => FullSize(options, Color(options)),
        ["crop-flip"] = options => FullSize(options, []),
        ["no-color"] = options => Paper(options, RandomCrop, Flip),
        ["no-crop"] = options => Paper(options, Centre, Flip, Color),
        ["none"] = options => Paper(options, Centre),
    };

    /// <summary>The names, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Factories.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Builds a set for images of one size, whether of colours or greyscale.</summary>
    /// <exception cref="ArgumentException">There is no such set; the message lists those there are.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static AugmentationPreset Create(string name, AugmentationOptions options)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return Factories.TryGetValue(name, out var factory)
            ? factory(options)
            : throw new ArgumentException($"There is no augmentation '{name}'. Available: {string.Join(", ", Names)}.", nameof(name));
    }

    static AugmentationPreset Paper(AugmentationOptions options, params Func<AugmentationOptions, IEnumerable<IAugmentation>>[] parts) =>
        new(new AugmentationPipeline([.. parts.SelectMany(part => part(options))]), ViewSide(options.Height), ViewSide(options.Width));

    static AugmentationPreset FullSize(AugmentationOptions options, IEnumerable<IAugmentation> more)
    {
        var cropped = AugmentationPipeline.CropAndFlip(options.Height, options.Width, options.MinimumCropScale, options.HorizontalFlip);
        return new AugmentationPreset(new AugmentationPipeline([.. cropped.Steps, .. more]), options.Height, options.Width);
    }

    static IEnumerable<IAugmentation> RandomCrop(AugmentationOptions options) =>
        [new RandomResizedCrop(ViewSide(options.Height), ViewSide(options.Width), options.MinimumCropScale, alignCorners: true)];

    static IEnumerable<IAugmentation> Centre(AugmentationOptions options) =>
        [new CentreCrop(ViewSide(options.Height), ViewSide(options.Width))];

    static IEnumerable<IAugmentation> Flip(AugmentationOptions options) => options.HorizontalFlip ? [new RandomHorizontalFlip()] : [];

    static IEnumerable<IAugmentation> Color(AugmentationOptions options) =>
        [options.ColorJitter == ColorJitterFlavour.Kornia ? new ColorJiggle() : new ColorJitter(), new RandomGreyscale()];

    static int ViewSide(int side) => Math.Max(1, (int)(ViewShare * side));
}
