using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>(x - mean) / standard deviation per channel: the last step before the network. It draws nothing.</summary>
public sealed class Normalization : IAugmentation
{
    readonly float[] _scale;
    readonly float[] _offset;

    /// <summary>Creates the step.</summary>
    /// <param name="mean">Per channel, of pixels in [0, 1].</param>
    /// <param name="standardDeviation">Per channel, of pixels in [0, 1]; above 0.</param>
    /// <exception cref="ArgumentException">The lists differ in length, or a deviation is not above 0.</exception>
    public Normalization(IReadOnlyList<float> mean, IReadOnlyList<float> standardDeviation)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(standardDeviation);
        if (mean.Count != standardDeviation.Count)
            throw new ArgumentException($"There are {mean.Count} means but {standardDeviation.Count} standard deviations.", nameof(standardDeviation));
        if (standardDeviation.Any(deviation => !(deviation > 0)))
            throw new ArgumentException("Every standard deviation must be above 0.", nameof(standardDeviation));
        _scale = [.. standardDeviation.Select(deviation => 1 / deviation)];
        _offset = [.. mean.Zip(standardDeviation, (m, deviation) => -m / deviation)];
    }

    /// <inheritdoc/>
    public string Name => "normalization";

    /// <inheritdoc/>
    public Tensor Apply(Tensor images, in ViewDraws draws) => images * PerChannel(_scale, images) + PerChannel(_offset, images);

    static Tensor PerChannel(float[] values, Tensor images) => tensor(values, [1, values.Length, 1, 1], device: images.device);
}
