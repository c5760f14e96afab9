using System.Buffers.Binary;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.OnnxExport.Inputs;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.Nvae.Training;
using static TorchSharp.torch;

namespace ApiTour;

/// <summary>Models and images so small that each part of the tour takes seconds.</summary>
public static class Small
{
    /// <summary>Greyscale, 8x8.</summary>
    public static ImageShape Shape { get; } = new(1, 8, 8);

    /// <summary>Two latents, of scales 4x4 and 8x8.</summary>
    public static NvaeConfiguration Nvae { get; } = new()
    {
        ImageShape = Shape,
        GroupsPerScale = [1, 1],
        LatentChannels = [2, 2],
        CellsPerGroup = 1,
        InitialChannels = 4,
        ProcessCells = 1,
        Likelihood = NvaeLikelihood.Bernoulli,
    };

    /// <summary>Dark images of the class 0 and bright ones of the class 1, in turn.</summary>
    public static ImageDataset Images(int count) => new(Shape, Pixels(count), [.. Enumerable.Range(0, count).Select(i => i % 2)], ["dark", "bright"]);

    /// <summary>The same images as IDX files, for training and for testing.</summary>
    public static string Data(string folder, int train = 40, int test = 20)
    {
        string data = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
        WriteIdx(data, "train", train);
        WriteIdx(data, "t10k", test);
        return data;
    }

    /// <summary>The same images as PNG files, in a folder of each class.</summary>
    public static void WriteImages(string folder, int count)
    {
        var images = Images(count);
        float[] pixels = new float[Shape.Size];
        for (int i = 0; i < count; i++)
        {
            images.Read(i, pixels);
            string path = Path.Combine(folder, images.ClassNames[images.Labels[i]], $"{i}.png");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            ImageGrid.WritePng(path, pixels, Shape, columns: 1);
        }
    }

    /// <summary>A generator after one step of training.</summary>
    public static string Generator(string folder) => new NvaeTrainer(Nvae, new NvaeTrainer.Options { Steps = 1, BatchSize = 4, BatchNormPasses = 0 })
        .Fit(Images(8), null, Path.Combine(folder, "generator")).GeneratorPath;

    /// <summary>An encoder whose 5 features are linear in the pixels.</summary>
    public static string Encoder(string folder)
    {
        string path = Path.Combine(Directory.CreateDirectory(folder).FullName, "encoder.onnx");
        using var map = nn.Linear(Shape.Size, 5);
        using (no_grad()) map.weight.copy_(arange(5 * Shape.Size, float32).sin().add(1).div(64).reshape(5, Shape.Size));
        using var network = nn.Sequential(nn.Flatten(), map);
        var card = new EncoderCard
        {
            Name = "small",
            InputShape = Shape,
            PixelMaximum = 1,
            Mean = [0],
            StandardDeviation = [1],
            FeatureWidth = 5,
            Training = new EncoderTraining
            {
                Method = "none",
                Backbone = "linear",
                Generator = "none",
                Strategy = "none",
                Seed = 0,
                Steps = 0,
                BatchSize = 1,
            },
        };
        OnnxExporter.Export(network, path, new OnnxExportOptions
        {
            Inputs = [new OnnxInput("Image", 1, 8, 8)],
            OutputNames = ["Features"],
            Metadata = card.ToMetadata(),
        });
        return path;
    }

    static byte[] Pixels(int count) => [.. Enumerable.Range(0, count * Shape.Size).Select(i => (byte)(i / Shape.Size % 2 * 128 + i * 31 % 100))];

    static void WriteIdx(string folder, string prefix, int count)
    {
        File.WriteAllBytes(Path.Combine(folder, $"{prefix}-images-idx3-ubyte"), [.. Header(count, 8, 8), .. Pixels(count)]);
        File.WriteAllBytes(Path.Combine(folder, $"{prefix}-labels-idx1-ubyte"), [.. Header(count), .. Enumerable.Range(0, count).Select(i => (byte)(i % 2))]);
    }

    /// <summary>Two zeros, the type of bytes, the number of dimensions, and each of them.</summary>
    static byte[] Header(params int[] dimensions)
    {
        byte[] header = new byte[4 * (1 + dimensions.Length)];
        (header[2], header[3]) = (8, (byte)dimensions.Length);
        foreach (var (i, size) in dimensions.Index()) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 * (1 + i)), size);
        return header;
    }
}
