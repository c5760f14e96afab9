using System.Buffers;
using System.Runtime.CompilerServices;
using Mlvgm.MLNet.Generators;
using SkiaSharp;

namespace Mlvgm.MLNet.Data.Images;

/// <summary>A PNG, JPEG, BMP, GIF (first frame) or WebP file of which at first only the header is read.</summary>
sealed class PictureFile : IDisposable
{
    const int BytesPerPixel = 4;

    /// <summary>Pixels beyond which a photograph is decoded at a reduced size, and how many times the wanted size that leaves at least.</summary>
    const int LargePixels = 4_000_000, Oversampling = 2;

    /// <summary>The shares of their size at which JPEGs are decoded: those that the decoder has a fast way for.</summary>
    static readonly float[] Scales = [1 / 8f, 1 / 4f, 1 / 2f];

    readonly SKData _data;
    readonly SKCodec _codec;

    PictureFile(SKData data, SKCodec codec, bool asStored)
    {
        (_data, _codec) = (data, codec);
        // What is no orientation is none.
        Origin = asStored || codec.EncodedOrigin is < SKEncodedOrigin.TopLeft or > SKEncodedOrigin.LeftBottom ? SKEncodedOrigin.TopLeft : codec.EncodedOrigin;
        (Height, Width) = Upright.IsSideways(Origin) ? (codec.Info.Width, codec.Info.Height) : (codec.Info.Height, codec.Info.Width);
    }

    /// <summary>Rows of the image as it is to be looked at.</summary>
    public int Height { get; }

    /// <summary>Columns of the image as it is to be looked at.</summary>
    public int Width { get; }

    SKEncodedOrigin Origin { get; }

    /// <summary>Reads the header.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="asStored">Whether it is left as it is stored, rather than turned upright as its EXIF data says.</param>
    /// <exception cref="InvalidDataException">The bytes are no image, or one that is too large; the message says which.</exception>
    public static PictureFile Open(byte[] file, bool asStored)
    {
        var data = SKData.CreateCopy(file);
        var codec = SKCodec.Create(data);
        if (codec is not null && (long)codec.Info.Width * codec.Info.Height <= ImageLimits.DecodedPixels) return new PictureFile(data, codec, asStored);
        using (data)
        using (codec)
        {
            throw new InvalidDataException(codec is null
                ? "not an image in a known format"
                : $"{codec.Info.Width}x{codec.Info.Height} pixels, more than {ImageLimits.DecodedPixels:N0}");
        }
    }

    /// <summary>Decodes all of it to RGBA; transparent parts are laid over black.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public Raster Decode() => Decode(new SKSizeI(_codec.Info.Width, _codec.Info.Height));

    /// <summary>
    /// Decodes it to be brought to a shape: all of it; but a JPEG or WebP file of more than four million pixels at the smallest share of its size that is at least twice as large.
    /// </summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public Raster Decode(ImageShape shape) => Decode(WholeSize(shape));

    /// <summary>Decodes it and brings it to a shape.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="resize">How.</param>
    /// <param name="image">Receives [channels, height, width]; it is zero.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public void Fit(ImageShape shape, ImageResize resize, Span<byte> image)
    {
        var size = WholeSize(shape);
        using var stored = new NativePixels(BytesPerPixel * size.Width * size.Height);
        Decode(stored.Memory, size.Width, size.Height);
        var raster = new Raster(stored.Memory, size.Height, size.Width, BytesPerPixel);
        if (Origin == SKEncodedOrigin.TopLeft)
        {
            RasterFitter.Fit(raster, shape, resize, image);
            return;
        }
        using var upright = new NativePixels(stored.Memory.Length);
        RasterFitter.Fit(Upright.Of(raster, Origin, upright.Memory), shape, resize, image);
    }

    /// <summary>
    /// Cuts boxes out of the whole image and brings each to one size, with a filter that takes every pixel of the box into account. A JPEG is decoded once, at an eighth, a
    /// quarter or half of its size where each box then still has as many pixels as are wanted.
    /// </summary>
    /// <param name="boxes">The boxes, inside the upright image.</param>
    /// <param name="mirrored">Which of them are mirrored left to right.</param>
    /// <param name="shape">1 channel (Rec. 601 luma) or 3, and the size.</param>
    /// <param name="crops">Receive [channels, height, width] each, in [0, 1].</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public void Crop(ReadOnlySpan<SKRectI> boxes, ReadOnlySpan<bool> mirrored, ImageShape shape, ReadOnlySpan<Memory<float>> crops)
    {
        var size = DecodedSize(boxes, shape);
        byte[] pixels = ArrayPool<byte>.Shared.Rent(BytesPerPixel * size.Width * size.Height);
        try
        {
            Decode(pixels, size.Width, size.Height);
            for (int i = 0; i < boxes.Length; i++) Crop(pixels, size, boxes[i], mirrored[i], shape, crops[i].Span);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pixels);
        }
    }

    /// <summary>Frees the decoder.</summary>
    public void Dispose()
    {
        _codec.Dispose();
        _data.Dispose();
    }

    Raster Decode(SKSizeI size)
    {
        byte[] pixels = new byte[BytesPerPixel * size.Width * size.Height];
        Decode(pixels, size.Width, size.Height);
        return Upright.Of(new Raster(pixels, size.Height, size.Width, BytesPerPixel), Origin);
    }

    void Decode(Memory<byte> pixels, int width, int height)
    {
        using var pinned = new PinnedBytes(pixels);
        var result = _codec.GetPixels(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul), pinned.Address);
        if (result != SKCodecResult.Success) throw new InvalidDataException($"damaged ({result})");
    }

    /// <summary>The smallest size at which the file can be decoded without a box having fewer pixels than are wanted of it.</summary>
    internal SKSizeI DecodedSize(ReadOnlySpan<SKRectI> boxes, ImageShape shape)
    {
        double needed = 0;
        foreach (var box in boxes) needed = Math.Max(needed, Math.Max((double)shape.Height / box.Height, (double)shape.Width / box.Width));
        bool scales = _codec.EncodedFormat == SKEncodedImageFormat.Jpeg;
        foreach (float scale in Scales)
        {
            if (scales && scale >= needed) return _codec.GetScaledDimensions(scale);
        }
        return new SKSizeI(_codec.Info.Width, _codec.Info.Height);
    }

    SKSizeI WholeSize(ImageShape shape)
    {
        var whole = new SKSizeI(_codec.Info.Width, _codec.Info.Height);
        if ((long)whole.Width * whole.Height <= LargePixels || _codec.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Webp)) return whole;
        foreach (float scale in Scales)
        {
            var size = _codec.GetScaledDimensions(scale);
            // The sides may change places when the image is turned upright.
            if (Math.Min(size.Width, size.Height) >= Oversampling * Math.Max(shape.Width, shape.Height)) return size;
        }
        return whole;
    }

    void Crop(byte[] pixels, SKSizeI size, SKRectI box, bool mirrored, ImageShape shape, Span<float> crop)
    {
        bool sideways = Upright.IsSideways(Origin);
        var (height, width) = sideways ? (shape.Width, shape.Height) : (shape.Height, shape.Width);
        var part = StoredPart(box, (double)size.Height / _codec.Info.Height, (double)size.Width / _codec.Info.Width);
        float[] scaled = ArrayPool<float>.Shared.Rent(BytesPerPixel * height * width);
        try
        {
            PartResampler.Resample(pixels, size.Width, part, height, width, scaled);
            Place(scaled, height, width, mirrored, shape, crop);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scaled);
        }
    }

    /// <summary>Where a box of the upright image is in what was decoded.</summary>
    PicturePart StoredPart(SKRectI box, double rowScale, double columnScale)
    {
        int lastRow = _codec.Info.Height - 1, lastColumn = _codec.Info.Width - 1;
        var (row, column) = Upright.Stored(Origin, box.Top, box.Left, lastRow, lastColumn);
        var (otherRow, otherColumn) = Upright.Stored(Origin, box.Bottom - 1, box.Right - 1, lastRow, lastColumn);
        return new PicturePart(
            Math.Min(row, otherRow) * rowScale, Math.Min(column, otherColumn) * columnScale,
            (Math.Abs(row - otherRow) + 1) * rowScale, (Math.Abs(column - otherColumn) + 1) * columnScale);
    }

    /// <summary>Turns pixels upright, and mirrors them, to planes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Place(float[] scaled, int height, int width, bool mirrored, ImageShape shape, Span<float> crop)
    {
        int plane = shape.Height * shape.Width;
        // Along a row of the result, pixels stand at equal distances.
        for (int y = 0; y < shape.Height; y++)
        {
            var (row, column) = Upright.Stored(Origin, y, 0, height - 1, width - 1);
            var (lastRow, lastColumn) = Upright.Stored(Origin, y, shape.Width - 1, height - 1, width - 1);
            int first = row * width + column, last = lastRow * width + lastColumn, step = shape.Width == 1 ? 0 : BytesPerPixel * (last - first) / (shape.Width - 1);
            int from = BytesPerPixel * (mirrored ? last : first), at = y * shape.Width;
            if (mirrored) step = -step;
            for (int x = 0; x < shape.Width; x++, from += step, at++)
            {
                var (red, green, blue) = (scaled[from], scaled[from + 1], scaled[from + 2]);
                if (shape.Channels == 1) crop[at] = Math.Min(1, 0.299f * red + 0.587f * green + 0.114f * blue);
                else (crop[at], crop[plane + at], crop[2 * plane + at]) = (red, green, blue);
            }
        }
    }
}
