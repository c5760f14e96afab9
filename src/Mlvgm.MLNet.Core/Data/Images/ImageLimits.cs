using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Data.Images;

/// <summary>Bounds that are checked before memory is allocated, so that a damaged or hostile file ends in an error.</summary>
static class ImageLimits
{
    /// <summary>Pixels along one side of an image in a dataset.</summary>
    public const int Side = 4096;

    /// <summary>Bytes of one image file, as stored in a folder or unpacked from a .zip.</summary>
    public const int FileBytes = 64 << 20;

    /// <summary>Pixels of one decoded image file.</summary>
    public const long DecodedPixels = 100_000_000;

    /// <summary>The bytes of <paramref name="count"/> images.</summary>
    /// <exception cref="InvalidDataException">They do not fit into one array.</exception>
    public static int TotalBytes(string path, long count, ImageShape shape)
    {
        long bytes = checked(count * shape.Size);
        return bytes <= Array.MaxLength
            ? (int)bytes
            : throw new InvalidDataException(
                $"'{path}': {count} images of {shape} need {bytes:N0} bytes, the limit is {Array.MaxLength:N0}. " +
                "Read them at a smaller height and width, or train from a folder of image files, which are not read into memory.");
    }
}
