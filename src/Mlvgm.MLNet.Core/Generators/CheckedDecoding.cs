using System.Globalization;
using Mlvgm.MLNet.Latents;

namespace Mlvgm.MLNet.Generators;

/// <summary>Images of a generator, which are looked at before anything is made of them.</summary>
/// <example>See <c>examples/ApiTour/EncoderAlone.cs</c>.</example>
public static class CheckedDecoding
{
    // What rounding in half precision and resampling may leave outside.
    const float Slack = 1e-3f;

    /// <summary>Generates one image per sample, and refuses images that are none.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="latents">The samples; of the generator's <see cref="IGenerator.Layout"/>.</param>
    /// <param name="images">Receives [batch, channels, height, width], row-major, values in [0, 1].</param>
    /// <exception cref="InvalidDataException">A value is no number, or lies outside [0, 1]; the message says which and what to do.</exception>
    /// <exception cref="ArgumentException">The latents are of another layout, or the destination has another size.</exception>
    public static void DecodeChecked(this IGenerator generator, LatentBatch latents, Span<float> images)
    {
        ArgumentNullException.ThrowIfNull(generator);
        generator.Decode(latents, images);
        float minimum = 0, maximum = 0;
        for (int i = 0; i < images.Length; i++)
        {
            if (!float.IsFinite(images[i])) throw NoNumber(generator, images[i], i / generator.ImageShape.Size);
            minimum = Math.Min(minimum, images[i]);
            maximum = Math.Max(maximum, images[i]);
        }
        RequireRange(generator, minimum, maximum);
    }

    /// <summary>Refuses images whose values do not lie in [0, 1].</summary>
    /// <param name="generator">What made them.</param>
    /// <param name="minimum">The smallest value; not a number where one of them is not.</param>
    /// <param name="maximum">The largest value; not a number where one of them is not.</param>
    /// <exception cref="InvalidDataException">They do not; the message says what to do.</exception>
    public static void RequireRange(IGenerator generator, float minimum, float maximum)
    {
        ArgumentNullException.ThrowIfNull(generator);
        if (!float.IsFinite(minimum) || !float.IsFinite(maximum)) throw NoNumber(generator, float.IsFinite(minimum) ? maximum : minimum, image: null);
        if (minimum >= -Slack && maximum <= 1 + Slack) return;
        throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
            $"Generator '{generator.Name}' makes images with values from {minimum:g3} to {maximum:g3}, and a pixel lies in [0, 1]. " +
            $"{(minimum < -0.1 ? "Where it ends in tanh, let (x + 1) / 2 be its output" : "Scale its output to [0, 1]")}, and save it again."));
    }

    static InvalidDataException NoNumber(IGenerator generator, float value, int? image)
    {
        string latents = string.Join(", ", generator.Layout.Latents.Select(latent => latent.Name));
        return new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
            $"Generator '{generator.Name}' makes images that hold {value}{(image is { } index ? $" (first in image {index} of a batch)" : "")} from finite latents " +
            $"({latents}): its weights or its arithmetic are damaged. 'mlvgm inspect' lists its weights."));
    }
}
