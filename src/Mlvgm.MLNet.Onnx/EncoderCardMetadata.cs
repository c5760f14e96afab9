using System.Globalization;
using System.Text.Json;
using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Onnx;

/// <summary>An <see cref="EncoderCard"/> as text, independent of the culture.</summary>
static class EncoderCardMetadata
{
    const string Prefix = "mlvgm.";
    const string Maximum = "pixel_maximum";

    const string Weights = "weights";

    // What is done before the graph. Readers that know nothing of it find no maximum, rather than one that would let them give pixels as they are.
    const string Outside = "outside_";

    /// <summary>What every card has.</summary>
    static readonly string[] Marks = ["name", "input_shape", Maximum, Outside + Maximum];

    public static IReadOnlyDictionary<string, string> Write(EncoderCard card)
    {
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Prefix + "name"] = card.Name,
            [Prefix + "input_shape"] = $"{card.InputShape.Channels},{card.InputShape.Height},{card.InputShape.Width}",
            [Prefix + (card.Normalization is null ? "" : Outside) + Maximum] = Text(card.PixelMaximum),
            [Prefix + "mean"] = Text(card.Mean),
            [Prefix + "standard_deviation"] = Text(card.StandardDeviation),
            [Prefix + "feature_width"] = Text(card.FeatureWidth),
        };
        if (card.Resize != ImageResize.Fit) metadata[Prefix + "resize"] = card.Resize.ToString();
        if (card.Normalization is { } normalization)
        {
            metadata[Prefix + Outside + "mean"] = Text(normalization.Mean);
            metadata[Prefix + Outside + "standard_deviation"] = Text(normalization.StandardDeviation);
        }
        if (card is { ViewHeight: { } viewHeight, ViewWidth: { } viewWidth }) metadata[Prefix + "view"] = $"{Text(viewHeight)},{Text(viewWidth)}";
        if (card.ClassNames is { } names) metadata[Prefix + "classes"] = JsonSerializer.Serialize(names);
        if (card.Weights is { } weights) metadata[Prefix + Weights] = weights.ToString();
        if (card.Licence is { } licence) metadata[Prefix + "licence"] = licence;
        if (card.Training is not { } training) return metadata;
        metadata[Prefix + "method"] = training.Method;
        metadata[Prefix + "backbone"] = training.Backbone;
        metadata[Prefix + "generator"] = training.Generator;
        metadata[Prefix + "strategy"] = training.Strategy;
        if (training.Augmentation is { } augmentation) metadata[Prefix + "augmentation"] = augmentation;
        metadata[Prefix + "seed"] = Text(training.Seed);
        metadata[Prefix + "steps"] = Text(training.Steps);
        metadata[Prefix + "batch_size"] = Text(training.BatchSize);
        return metadata;
    }

    /// <summary>What of a file's metadata is ours, and that its weights were rounded: for a file without a card.</summary>
    public static IReadOnlyDictionary<string, string> WithWeights(IReadOnlyDictionary<string, string> metadata, WeightStorage weights)
    {
        var own = metadata.Where(pair => IsOfCard(pair.Key)).ToDictionary(StringComparer.Ordinal);
        own[Prefix + Weights] = weights.ToString();
        return own;
    }

    /// <summary>How a file, with a card or without, says that its weights were rounded; null where it does not.</summary>
    public static WeightStorage? WeightsOf(IReadOnlyDictionary<string, string> metadata) =>
        Enum.TryParse(metadata.GetValueOrDefault(Prefix + Weights), out WeightStorage weights) && Enum.IsDefined(weights) ? weights : null;

    /// <summary>Whether there is a card, whole or not.</summary>
    public static bool IsIn(IReadOnlyDictionary<string, string> metadata) => Marks.Any(mark => metadata.ContainsKey(Prefix + mark));

    /// <summary>The images of a card that says which; null where there is none.</summary>
    public static ImageShape? ShapeIn(IReadOnlyDictionary<string, string> metadata) =>
        metadata.TryGetValue(Prefix + "input_shape", out string? text) && text.Split(',') is [var channels, var height, var width]
            && int.TryParse(channels, CultureInfo.InvariantCulture, out int c) && int.TryParse(height, CultureInfo.InvariantCulture, out int h)
            && int.TryParse(width, CultureInfo.InvariantCulture, out int w)
            ? new ImageShape(c, h, w)
            : null;

    /// <summary>Whether a key is one of a card's.</summary>
    public static bool IsOfCard(string key) => key.StartsWith(Prefix, StringComparison.Ordinal) && key != LatentLayoutMetadata.Key;

    /// <summary>What is said where there is none.</summary>
    public static InvalidDataException Missing(string file) => new(
        $"'{file}' has no complete encoder card, so that nothing says what pixels it takes. Of a network of others, say so: at least PixelMaximum (--pixel-maximum), 1 or 255; and " +
        "Mean (--mean), StandardDeviation (--standard-deviation) and Resize (--resize). mlvgm card writes it into the file once for all.");

    /// <summary>Whether it is the card of a classifier, whose first output are probabilities.</summary>
    public static bool IsClassifier(IReadOnlyDictionary<string, string> metadata) => metadata.ContainsKey(Prefix + "classes");

    public static EncoderCard Read(IReadOnlyDictionary<string, string> metadata, string file)
    {
        int[] shape = List<int>("input_shape");
        if (shape.Length != 3) throw Invalid("input_shape", "channels,height,width");
        int[]? view = metadata.ContainsKey(Prefix + "view") ? List<int>("view") : null;
        if (view is not (null or [> 0, > 0]) || view?[0] > shape[1] || view?[1] > shape[2]) throw Invalid("view", "height,width within the images");
        bool isOutside = metadata.ContainsKey(Prefix + Outside + Maximum);
        return new EncoderCard
        {
            Name = Required("name"),
            InputShape = new ImageShape(shape[0], shape[1], shape[2]),
            ViewHeight = view?[0],
            ViewWidth = view?[1],
            PixelMaximum = Number<float>(isOutside ? Outside + Maximum : Maximum),
            Mean = List<float>("mean"),
            StandardDeviation = List<float>("standard_deviation"),
            FeatureWidth = Number<int>("feature_width"),
            ClassNames = metadata.ContainsKey(Prefix + "classes") ? Names("classes") : null,
            Resize = metadata.ContainsKey(Prefix + "resize") ? Resize() : ImageResize.Fit,
            Normalization = isOutside ? Normalization(shape[0]) : null,
            Weights = metadata.ContainsKey(Prefix + Weights)
                ? WeightsOf(metadata) ?? throw Invalid(Weights, $"one of {string.Join(", ", Enum.GetNames<WeightStorage>())}")
                : null,
            Licence = metadata.GetValueOrDefault(Prefix + "licence"),
            Training = metadata.ContainsKey(Prefix + "method") ? Training() : null,
        };

        EncoderTraining Training() => new()
        {
            Method = Required("method"),
            Backbone = Required("backbone"),
            Generator = Required("generator"),
            Strategy = Required("strategy"),
            Augmentation = metadata.GetValueOrDefault(Prefix + "augmentation"),
            Seed = Number<ulong>("seed"),
            Steps = Number<long>("steps"),
            BatchSize = Number<int>("batch_size"),
        };

        ImageResize Resize() => Enum.TryParse(Required("resize"), out ImageResize rule) && Enum.IsDefined(rule)
            ? rule
            : throw Invalid("resize", $"one of {string.Join(", ", Enum.GetNames<ImageResize>())}");

        PixelNormalization Normalization(int channels)
        {
            float[] mean = List<float>(Outside + "mean"), deviation = List<float>(Outside + "standard_deviation");
            if (mean.Length != channels || !mean.All(float.IsFinite)) throw Invalid(Outside + "mean", $"{channels} numbers, one for each channel");
            if (deviation.Length != channels || !deviation.All(value => float.IsFinite(value) && value > 0))
                throw Invalid(Outside + "standard_deviation", $"{channels} numbers above 0, one for each channel");
            return new PixelNormalization(mean, deviation);
        }

        string Required(string key) => metadata.TryGetValue(Prefix + key, out string? value)
            ? value
            : throw new InvalidDataException($"'{file}' has no complete encoder card: the metadata property '{Prefix + key}' is missing.");

        T Number<T>(string key) where T : IParsable<T> => T.TryParse(Required(key), CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Invalid(key, typeof(T).Name);

        T[] List<T>(string key) where T : IParsable<T> => [.. Required(key).Split(',').Select(part =>
            T.TryParse(part, CultureInfo.InvariantCulture, out var value) ? value : throw Invalid(key, $"a list of {typeof(T).Name}"))];

        string[] Names(string key)
        {
            try
            {
                if (JsonSerializer.Deserialize<string?[]>(Required(key)) is { Length: > 0 } names && names.All(name => name is not null)) return names!;
            }
            catch (JsonException)
            {
            }
            throw Invalid(key, "a JSON array of the classes' names");
        }

        InvalidDataException Invalid(string key, string expected) => new(
            $"The encoder card of '{file}' is not valid: the property '{Prefix + key}' is '{Required(key)}', expected {expected}.");
    }

    static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    static string Text(IReadOnlyList<float> values) => string.Join(",", values.Select(value => Text(value)));
}
