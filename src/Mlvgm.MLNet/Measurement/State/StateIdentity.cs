using System.Globalization;
using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Measurement.State;

/// <summary>What a saved state belongs to.</summary>
/// <param name="Generator">The generator's name.</param>
/// <param name="Options">The options that decide the result.</param>
/// <param name="Probe">The mean pixel of a few images of fixed latents: other weights under the same name have another.</param>
/// <param name="Level">The level's name.</param>
sealed record StateIdentity(string Generator, string Options, double Probe, string Level)
{
    const int ProbeImages = 4;

    /// <summary>Devices and libraries round differently.</summary>
    const double ProbeTolerance = 1e-4;

    public static StateIdentity Of(TorchGenerator generator, MeasurementOptions options)
    {
        var latents = new LatentBatch(generator.Layout, ProbeImages);
        new LatentSampler(generator.Layout, ViewStrategy.None, seed: 0).SampleAnchors(0, latents);
        float[] images = new float[ProbeImages * generator.ImageShape.Size];
        generator.Decode(latents, images);
        return new StateIdentity(generator.Name, options.Identity(), images.Average(pixel => (double)pixel), "");
    }

    public Dictionary<string, string> ToMetadata() => new()
    {
        ["generator"] = Generator,
        ["level"] = Level,
        ["options"] = Options,
        ["probe"] = Probe.ToString("r", CultureInfo.InvariantCulture),
    };

    /// <exception cref="InvalidDataException">The state belongs to something else; the message says what.</exception>
    public void Check(StateReader state, string path)
    {
        foreach (var (key, expected) in ToMetadata())
        {
            string found = state.Text(key);
            bool same = key == "probe"
                ? double.TryParse(found, CultureInfo.InvariantCulture, out double probe) && Math.Abs(probe - Probe) < ProbeTolerance
                : found == expected;
            if (!same)
            {
                throw new InvalidDataException($"The state '{path}' has another {(key == "probe" ? "generator (its images differ)" : key)}: " +
                    $"{found}; expected {expected}. Go on with the same generator and options, or start in another folder.");
            }
        }
    }
}
