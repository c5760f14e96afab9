namespace Mlvgm.MLNet.Data.Images;

/// <summary>Decodes PNG, JPEG, BMP, GIF (first frame) and WebP files.</summary>
static class ImageFileDecoder
{
    /// <summary>Decodes a file to RGBA; transparent parts are laid over black.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="asStored">Whether it is left as it is stored, rather than turned upright as its EXIF data says.</param>
    /// <exception cref="InvalidDataException">The bytes are no image, or a damaged or too large one; the message says which.</exception>
    public static Raster Decode(byte[] file, bool asStored)
    {
        using var picture = PictureFile.Open(file, asStored);
        return picture.Decode();
    }
}
