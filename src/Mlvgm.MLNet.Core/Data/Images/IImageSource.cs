namespace Mlvgm.MLNet.Data.Images;

/// <summary>A tree of image files.</summary>
interface IImageSource
{
    /// <summary>The image files' names relative to the root, parts separated by '/'; in any order.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">The file is larger than <see cref="ImageLimits.FileBytes"/>, or damaged.</exception>
    byte[] Read(string name);
}
