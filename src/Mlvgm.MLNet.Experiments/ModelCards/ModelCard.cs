using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Experiments.ModelCards;

/// <summary>
/// Writes a page about an encoder, and a generator beside it: samples, what each latent changes, the views that the encoder's own card names, nearest neighbours
/// and a confusion matrix on real images. What the page says of a model comes from the model.
/// </summary>
/// <example>See <c>examples/ApiTour/ModelPages.cs</c>.</example>
public sealed class ModelCard
{
    /// <summary>The page; its pictures stand beside it.</summary>
    public const string PageName = "README.md";

    readonly Options _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="SettingsException">An option is wrong.</exception>
    public ModelCard(Options? options = null)
    {
        _options = options ?? new Options();
        SettingsOf.Validate(_options);
    }

    /// <summary>Draws the pictures and writes the page; nothing is left behind where something does not fit.</summary>
    /// <param name="generator">A shipped generator's name, or the path of one; null for a page about the encoder alone.</param>
    /// <param name="encoder">A shipped encoder's name, or the path of an <c>encoder.onnx</c>; <c>NAME=FILE</c> names it on the page.</param>
    /// <param name="images">Labelled real images, with a training and a test split.</param>
    /// <param name="folder">Receives <see cref="PageName"/> and its pictures.</param>
    /// <param name="cancellation">Stops between two pictures.</param>
    /// <returns>The path of the page.</returns>
    /// <exception cref="ArgumentException">There is no such generator or strategy, or generator, encoder and images do not fit together.</exception>
    /// <exception cref="FileNotFoundException">There is no such encoder, or there are no such images.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public string Write(string? generator, string encoder, ImageSource images, string folder, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var device = DeviceChoice.Parse(_options.Device);
        var chosen = ChosenEncoder.Of([encoder], _options.EncoderInput)[0];
        using var opened = chosen.Open(device);
        var made = generator is null ? null : NamedGenerator.Load(generator, device, _options.TrustCode);
        using var owned = made as IDisposable;
        var (card, shape) = (chosen.Card, chosen.Card.InputShape);
        if (made is not null && made.ImageShape != shape)
            throw new ArgumentException($"The generator makes images of {made.ImageShape}, the encoder takes {shape}.");
        if (made is null && _options.Strategy is not null) throw new ArgumentException("Views of a strategy need a generator to draw them.");
        var views = LearnedViews.Of(card.Training, made, _options.Strategy);
        var (train, test) = images.For(card).ReadBoth(shape);
        var evidence = new EncoderEvidence(
            train, test, set => DatasetFeatures.Encode(set, opened, card.PixelMaximum, cancellation));
        var (given, model) = NamedEncoder.Split(encoder);
        var shipped = ShippedModels.Find(model);
        var page = new ModelCardPage(folder, shape, evidence, _options.Seed, cancellation);
        if (made is not null) page.AddGenerator(made, ModelFacts.ToMarkdown(NamedGenerator.PathOf(generator!), ShippedModels.Find(generator!)));
        page.AddEncoder(given ?? shipped?.Name ?? card.Name, ModelFacts.ToMarkdown(chosen.Path, shipped, card), views, made);
        page.Write();
        return Path.Combine(folder, PageName);
    }

    /// <summary>Options of a card.</summary>
    public sealed record Options : ISettings
    {
        /// <summary>Views to draw, in the language of strategies; null for those that the encoder's card names.</summary>
        [Setting("Views to draw; those that the encoder's card names when absent.", Placeholder = "STRATEGY")]
        public string? Strategy { get; init; }

        /// <summary>Decides the samples; none is chosen.</summary>
        [Setting("Seed of the samples; none is chosen.")]
        public ulong Seed { get; init; }

        /// <summary>What encoders take whose files have no card.</summary>
        public EncoderInputOptions EncoderInput { get; init; } = new();

        /// <inheritdoc cref="DeviceSettingAttribute"/>
        [DeviceSetting]
        public string Device { get; init; } = DeviceChoice.Auto;

        /// <summary>Whether the code of a generator that is a TorchScript may run.</summary>
        [Setting(NamedGenerator.TrustCodeText, IsFree = true)]
        public bool TrustCode { get; init; }
    }
}
