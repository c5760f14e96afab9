using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;

namespace Mlvgm.MLNet.Cli.Settings;

/// <summary>The options of every command that trains encoders.</summary>
static class EncoderSettings
{
    /// <summary>Options for the settings of an encoder's training; made anew, since a command owns its options.</summary>
    /// <param name="defaults">The values of options that are not given.</param>
    public static SettingOptions<SelfSupervisedEncoderEstimator.Options> Create(SelfSupervisedEncoderEstimator.Options defaults)
    {
        return new(
            defaults,
            ChoiceOption<SelfSupervisedEncoderEstimator.Options>.Of(
                "--framework", FrameworkRegistry.All, options => options.Framework, (options, part) => options with { Framework = part }, defaults.Framework.Name),
            ChoiceOption<SelfSupervisedEncoderEstimator.Options>.Of(
                "--backbone", BackboneRegistry.All, options => options.Backbone, (options, part) => options with { Backbone = part }, defaults.Backbone.Name),
            ChoiceOption<SelfSupervisedEncoderEstimator.Options>.Of(
                "--augmentation", AugmentationRegistry.All, options => options.Augmentation, (options, part) => options with { Augmentation = part },
                defaults.Augmentation.Name));
    }
}
