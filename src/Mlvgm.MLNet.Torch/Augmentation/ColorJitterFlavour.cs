namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>Whose colour jitter: two libraries give the same name and the same numbers different meanings.</summary>
/// <example>See <c>examples/ApiTour/AugmentedViews.cs</c>.</example>
public enum ColorJitterFlavour
{
    /// <summary><see cref="ColorJiggle"/>: the paper's code for SimSiam and BYOL.</summary>
    Kornia,

    /// <summary><see cref="ColorJitter"/>: most other code, that for the paper's SimCLR included.</summary>
    Torchvision,
}
