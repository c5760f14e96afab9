using Mlvgm.Fuzzing.Seeds;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Training.Streaming;
using TorchSharp;

namespace Mlvgm.Fuzzing.Readers;

/// <summary>Images, one or many.</summary>
static class ImageReaders
{
    // An image of 100 million pixels takes 400 MB, and as much again when it is turned upright (docs/data.md).
    const long DecodedBytes = 1L << 30;

    static readonly TimeSpan DecodingTime = TimeSpan.FromSeconds(10);

    public static FuzzedReader Idx { get; } = new("idx", bytes => ImageDatasetReader.Read(ScratchFolder.Write("images.idx", bytes)), ImageSeeds.Idx)
    {
        // What is gzipped unfolds to 1032 times its length, which is held as it was stored and as images.
        MemoryPerByte = 2 * 1100,
    };

    public static FuzzedReader Image { get; } = new("image", ReadImage, ImageSeeds.Images) { Memory = DecodedBytes, Time = DecodingTime };

    /// <summary>An archive of images, those that do not decode left out.</summary>
    public static FuzzedReader Zip { get; } = new(
        "image-zip",
        bytes => ImageDatasetReader.Read(
            ScratchFolder.Write("images.zip", bytes), new ImageDatasetOptions { Height = 8, Width = 8, SkipUndecodable = true }),
        ImageSeeds.Zips)
    {
        Memory = DecodedBytes,
        Time = DecodingTime,
    };

    /// <summary>As it is brought to a size, and as training cuts crops out of it, which decodes it at another size.</summary>
    static void ReadImage(byte[] bytes)
    {
        var shape = new ImageShape(3, 8, 8);
        var files = new ImageFileSet(shape, [ScratchFolder.Write("image", bytes)], [], []);
        files.Read(0, new float[shape.Size]);
        using var scope = torch.NewDisposeScope();
        using var source = new StreamedViewSource(files, seed: 1, AugmentationPipeline.CropAndFlip(shape.Height, shape.Width), threads: 1);
        source.Next(1, torch.CPU);
    }
}
