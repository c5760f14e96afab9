namespace Mlvgm.MLNet.Data.Images;

/// <summary>How an image of another size is brought to the size that is asked for.</summary>
/// <example>See <c>examples/ApiTour/ForeignEncoder.cs</c>.</example>
public enum ImageResize
{
    /// <summary>
    /// No larger images are centred on black (28x28 in 32x32 leaves a border of 2); others are scaled, keeping their proportions, to cover the size, and cropped in the
    /// centre. So are the images that encoders of this library learn from.
    /// </summary>
    Fit,

    /// <summary>Scaled up or down, keeping their proportions, to cover the size, and cropped in the centre: what encoders of photographs usually are made for.</summary>
    Crop,

    /// <summary>Scaled to the size, whatever their proportions are.</summary>
    Stretch,
}
