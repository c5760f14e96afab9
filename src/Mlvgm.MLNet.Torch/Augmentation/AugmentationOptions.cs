namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>What a named set of augmentations can be told. Each uses what concerns it; the defaults are the paper's.</summary>
public sealed record AugmentationOptions
{
    /// <summary>Rows of the images, in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Columns of the images, in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>The smallest share of an image's area that a random crop keeps, in (0, 1].</summary>
    public double MinimumCropScale { get; init; } = 0.2;

    /// <summary>Whether half of the views are mirrored; turn it off where left and right matter, as for digits.</summary>
    public bool HorizontalFlip { get; init; } = true;

    /// <summary>Whose colour jitter.</summary>
    public ColorJitterFlavour ColorJitter { get; init; } = ColorJitterFlavour.Kornia;

    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
    }
}
