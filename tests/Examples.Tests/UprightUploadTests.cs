using EncoderService;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Onnx;
using SkiaSharp;

namespace Examples.Tests;

/// <summary>The service looks at photographs as the library does.</summary>
public sealed class UprightUploadTests(TinyEncoder encoder) : IClassFixture<TinyEncoder>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void An_upload_is_turned_as_an_image_of_a_folder_is(int orientation)
    {
        using var network = new OnnxEncoder(encoder.OnnxPath);
        var card = network.Card!;
        var shape = card.InputShape;
        string folder = encoder.File($"turned{orientation}");
        Directory.CreateDirectory(folder);
        byte[] file = Jpeg(shape.Height, orientation);
        File.WriteAllBytes(Path.Combine(folder, "0.jpg"), file);
        var read = ImageDatasetReader.Read(folder, new() { Channels = shape.Channels, Height = shape.Height, Width = shape.Width });
        float[] expected = new float[shape.Size];
        read.Read(0, expected);
        Assert.Equal(1, card.PixelMaximum);
        Assert.Equal(expected, UploadedImage.Read(file, network));
        // Each corner has a brightness of its own, so that no two orientations look alike.
        Assert.True(expected.Max() - expected.Min() > 0.5);
    }

    static byte[] Jpeg(int side, int orientation)
    {
        using var bitmap = new SKBitmap(side, side, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                byte grey = (byte)(20 + 60 * (2 * y / side) + 120 * (2 * x / side));
                bitmap.SetPixel(x, y, new SKColor(grey, grey, grey));
            }
        }
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 100);
        byte[] plain = data.ToArray();
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*\0\0\0\b"u8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
        return [.. plain[..2], .. exif, .. plain[2..]];
    }
}
