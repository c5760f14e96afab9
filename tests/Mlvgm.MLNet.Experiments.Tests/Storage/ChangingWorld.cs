using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.OnnxExport.Inputs;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.Nvae.Training;
using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.Testing.Datasets;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Experiments.Tests.Storage;

/// <summary>Images, a generator, an encoder and weights under names that stay the same, whatever is in them.</summary>
sealed class ChangingWorld : IDisposable
{
    const int Count = 40;

    readonly TemporaryFolder _folder = new();

    /// <param name="byFolders">Whether images lie in class folders, so that classes have names; else in IDX files.</param>
    public ChangingWorld(bool byFolders)
    {
        IsByFolders = byFolders;
        WriteImages();
        WriteGenerator(seed: 0);
        WriteEncoder(scale: 1);
        WriteWeights(seed: 0);
    }

    public string Generator => File("generator.safetensors");

    public string Encoder => File("encoder.onnx");

    public string Weights => File("weights.safetensors");

    public string Data => File("data");

    public bool IsByFolders { get; }

    public ImageSource Images => new(Data);

    public string File(string name) => _folder.File(name);

    public void Change(OtherContent content)
    {
        switch (content)
        {
            case OtherContent.Pixels: WriteImages(pixel: 3); break;
            case OtherContent.Labels: WriteImages(label: 1); break;
            case OtherContent.ClassNames: WriteImages(name: "cats"); break;
            case OtherContent.Generator: WriteGenerator(seed: 1); break;
            case OtherContent.Encoder: WriteEncoder(scale: 2); break;
            case OtherContent.Weights: WriteWeights(seed: 1); break;
            default: throw new ArgumentOutOfRangeException(nameof(content));
        }
    }

    public void Dispose() => _folder.Dispose();

    void WriteImages(int pixel = 0, int label = 0, string name = "dogs")
    {
        if (Directory.Exists(Data)) Directory.Delete(Data, recursive: true);
        Directory.CreateDirectory(Data);
        foreach (var (split, prefix) in new[] { ("train", "train"), ("test", "t10k") })
        {
            byte[] labels = [.. Enumerable.Range(0, Count).Select(i => (byte)((i + label) % 2))];
            byte[] pixels = [.. Enumerable.Range(0, Count * 64).Select(i => (byte)(i / 64 % 2 * 60 + (i + pixel) * 7919L % 180))];
            if (IsByFolders)
            {
                foreach (int i in Enumerable.Range(0, Count))
                {
                    string path = Path.Combine(Data, split, labels[i] == 0 ? name : "horses", $"{i}.png");
                    ImageGrid.WritePng(path, [.. pixels.AsSpan(i * 64, 64).ToArray().Select(value => value / 255f)], TinyModels.Shape, columns: 1);
                }
            }
            else
            {
                System.IO.File.WriteAllBytes(Path.Combine(Data, $"{prefix}-images-idx3-ubyte"), IdxWriter.Bytes([Count, 8, 8], pixels));
                System.IO.File.WriteAllBytes(Path.Combine(Data, $"{prefix}-labels-idx1-ubyte"), IdxWriter.Bytes([Count], labels));
            }
        }
    }

    void WriteGenerator(ulong seed)
    {
        var configuration = new NvaeConfiguration
        {
            ImageShape = TinyModels.Shape,
            GroupsPerScale = [1, 1],
            LatentChannels = [2, 2],
            CellsPerGroup = 1,
            InitialChannels = 4,
            ProcessCells = 1,
            Likelihood = NvaeLikelihood.Bernoulli,
        };
        using var made = new TemporaryFolder();
        var noise = new ImageDataset(TinyModels.Shape, [.. Enumerable.Range(0, 4 * TinyModels.Shape.Size).Select(i => (byte)(i * 37))], [], []);
        var result = new NvaeTrainer(configuration, new NvaeTrainer.Options { Steps = 1, BatchSize = 4, BatchNormPasses = 0, Seed = seed })
            .Fit(noise, null, made.File("generator"));
        System.IO.File.Copy(result.GeneratorPath, Generator, overwrite: true);
    }

    void WriteWeights(ulong seed)
    {
        using var network = new ResNetOptions("resnet10") { Width = 2 }.Create(new BackboneInput(TinyModels.Shape, seed)).Network;
        Safetensors.Write(Weights, network.state_dict());
    }

    void WriteEncoder(int scale)
    {
        using var map = nn.Linear(TinyModels.Shape.Size, 5);
        using (no_grad())
        {
            map.weight.copy_((arange(5 * TinyModels.Shape.Size, float32) * scale).sin().reshape(5, TinyModels.Shape.Size));
            map.bias!.zero_();
        }
        using var network = nn.Sequential(nn.Flatten(), map);
        var card = new EncoderCard { Name = "tiny", InputShape = TinyModels.Shape, PixelMaximum = 1, Mean = [0], StandardDeviation = [1], FeatureWidth = 5 };
        OnnxExporter.Export(network, Encoder, new OnnxExportOptions
        {
            Inputs = [new OnnxInput("Image", 1, 8, 8)],
            OutputNames = ["Features"],
            Metadata = card.ToMetadata(),
        });
    }
}
