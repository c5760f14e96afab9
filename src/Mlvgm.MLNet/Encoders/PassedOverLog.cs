using Mlvgm.MLNet.Data;

namespace Mlvgm.MLNet.Encoders;

/// <summary>The image files that a run passed over, each once, whichever of its sources met them.</summary>
/// <param name="warn">Told of the first ones, and that there are more.</param>
sealed class PassedOverLog(Action<string> warn)
{
    const int Told = 10;
    readonly List<SkippedImage> _images = [];

    /// <summary>The files so far.</summary>
    public IReadOnlyList<SkippedImage> Images => _images;

    /// <summary>Adds a file.</summary>
    public void Add(SkippedImage image)
    {
        if (_images.Any(known => known.Name == image.Name)) return;
        _images.Add(image);
        if (_images.Count <= Told) warn($"The image '{image.Name}' is passed over: {image.Reason}.");
        else if (_images.Count == Told + 1) warn("More images are passed over; all are named at the end.");
    }
}
