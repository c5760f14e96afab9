using Mlvgm.MLNet.Encoders;
using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Training.Monitors;

namespace Mlvgm.MLNet.Cli.Settings;

/// <summary>The options of every command that trains encoders.</summary>
static class EncoderSettings
{
    /// <summary>Options for the settings of an encoder's training; made anew, since a command owns its options.</summary>
    /// <param name="defaults">The values of options that are not given.</param>
    public static SettingOptions<SelfSupervisedEncoderEstimator.Options> Create(SelfSupervisedEncoderEstimator.Options defaults) =>
        Create(defaults, encoder => encoder, (_, encoder) => encoder);

    /// <summary>The same for a record of which the settings of an encoder's training are a part.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="defaults">The values of options that are not given.</param>
    /// <param name="encoder">The part.</param>
    /// <param name="with">The record with another part.</param>
    public static SettingOptions<T> Create<T>(
        T defaults, Func<T, SelfSupervisedEncoderEstimator.Options> encoder, Func<T, SelfSupervisedEncoderEstimator.Options, T> with) where T : ISettings => new(
        defaults,
        ChoiceOption<T>.Of(
            "--framework", FrameworkRegistry.All, options => encoder(options).Framework,
            (options, part) => with(options, encoder(options) with { Framework = part }), defaults),
        ChoiceOption<T>.Of(
            "--backbone", BackboneRegistry.All, options => encoder(options).Backbone,
            (options, part) => with(options, encoder(options) with { Backbone = part }), defaults, ("a network's FILE.onnx", BackboneRegistry.OfFile)),
        ChoiceOption<T>.Of(
            "--augmentation", AugmentationRegistry.All, options => encoder(options).Augmentation,
            (options, part) => with(options, encoder(options) with { Augmentation = part }), defaults),
        ChoiceOption<T>.Of(
            "--monitor", MonitorRegistry.All, options => encoder(options).Monitor,
            (options, part) => with(options, encoder(options) with { Monitor = part }), defaults));
}
