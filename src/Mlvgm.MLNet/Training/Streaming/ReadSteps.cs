using Mlvgm.MLNet.Torch.Augmentation;

namespace Mlvgm.MLNet.Training.Streaming;

/// <summary>The steps of an augmentation that are done to pictures as they are read, with the draws that they would have behind them.</summary>
/// <param name="Crop">The random crop, from the full picture; null where there is none.</param>
/// <param name="Flip">The mirroring that follows it; null where there is none.</param>
/// <param name="Rest">What is left for behind the source.</param>
sealed record ReadSteps(RandomResizedCrop? Crop, RandomHorizontalFlip? Flip, AugmentationPipeline Rest)
{
    /// <summary>Takes the first steps of an augmentation, where it begins with a random crop; none of one that does not.</summary>
    public static ReadSteps Of(AugmentationPipeline augmentation)
    {
        if (augmentation.Steps is not [RandomResizedCrop crop, ..]) return None(augmentation);
        var flip = augmentation.Steps.ElementAtOrDefault(1) as RandomHorizontalFlip;
        return new ReadSteps(crop, flip, new AugmentationPipeline([.. augmentation.Steps.Skip(flip is null ? 1 : 2)]));
    }

    /// <summary>Leaves all of an augmentation for behind the source.</summary>
    public static ReadSteps None(AugmentationPipeline augmentation) => new(Crop: null, Flip: null, augmentation);
}
