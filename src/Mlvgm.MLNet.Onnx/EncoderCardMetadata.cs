using System.Globalization;
using System.Text.Json;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Onnx;

/// <summary>An <see cref="EncoderCard"/> as text, independent of the culture.</summary>
static class EncoderCardMetadata
{
    const string Prefix = "mlvgm.";

    public static IReadOnlyDictionary<string, string> Write(EncoderCard card)
    {
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Prefix + "name"] = card.Name,
            [Prefix + "input_shape"] = $"{card.InputShape.Channels},{card.InputShape.Height},{card.InputShape.Width}",
            [Prefix + "pixel_maximum"] = Text(card.PixelMaximum),
            [Prefix + "mean"] = Text(card.Mean),
            [Prefix + "standard_deviation"] = Text(card.StandardDeviation),
            [Prefix + "feature_width"] = Text(card.FeatureWidth),
        };
        if (card is { ViewHeight: { } viewHeight, ViewWidth: { } viewWidth }) metadata[Prefix + "view"] = $"{Text(viewHeight)},{Text(viewWidth)}";
        if (card.ClassNames is { } names) metadata[Prefix + "classes"] = JsonSerializer.Serialize(names);
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

    /// <summary>The value of a white pixel; null where there is no card.</summary>
    public static float? PixelMaximum(IReadOnlyDictionary<string, string> metadata, string file) =>
        metadata.ContainsKey(Prefix + "pixel_maximum") ? Read(metadata, file).PixelMaximum : null;

    public static EncoderCard Read(IReadOnlyDictionary<string, string> metadata, string file)
    {
        int[] shape = List<int>("input_shape");
        if (shape.Length != 3) throw Invalid("input_shape", "channels,height,width");
        int[]? view = metadata.ContainsKey(Prefix + "view") ? List<int>("view") : null;
        if (view is not (null or [> 0, > 0]) || view?[0] > shape[1] || view?[1] > shape[2]) throw Invalid("view", "height,width within the images");
        return new EncoderCard
        {
            Name = Required("name"),
            InputShape = new ImageShape(shape[0], shape[1], shape[2]),
            ViewHeight = view?[0],
            ViewWidth = view?[1],
            PixelMaximum = Number<float>("pixel_maximum"),
            Mean = List<float>("mean"),
            StandardDeviation = List<float>("standard_deviation"),
            FeatureWidth = Number<int>("feature_width"),
            ClassNames = metadata.ContainsKey(Prefix + "classes") ? Names("classes") : null,
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
