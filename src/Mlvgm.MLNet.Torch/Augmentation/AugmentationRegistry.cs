using Mlvgm.MLNet.Registries;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>The sets of augmentations by name, each as its default options. Users of the library register theirs.</summary>
/// <example>See <c>examples/BringYourOwn/OwnExtension.cs</c>.</example>
public static class AugmentationRegistry
{
    /// <summary>Every set.</summary>
    public static Registry<AugmentationOptions> All { get; } =
        Choices.Of<AugmentationOptions>("augmentation", StandardAugmentationOptions.Names.Select(name => new StandardAugmentationOptions(name)));
}
