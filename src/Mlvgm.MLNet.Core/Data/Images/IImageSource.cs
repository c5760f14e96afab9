namespace Mlvgm.MLNet.Data.Images;

/// <summary>A tree of image files.</summary>
interface IImageSource
{
    /// <summary>What stands in it.</summary>
    ImageListing Listing { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is no file, cannot be read, is damaged or larger than <see cref="ImageLimits.FileBytes"/>; the message
    /// says which, and does not name it.</exception>
    byte[] Read(string name);
}
