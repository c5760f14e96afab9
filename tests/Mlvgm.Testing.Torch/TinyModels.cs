using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.OnnxExport.Inputs;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.Nvae.Training;
using static TorchSharp.torch;

namespace Mlvgm.Testing.Torch;

/// <summary>Models of 8x8 greyscale images, made in about a second.</summary>
public static class TinyModels
{
    public static readonly ImageShape Shape = new(1, 8, 8);

    /// <summary>An encoder of 5 features, each a linear map of the pixels with weights between -1/8 and 1/8.</summary>
    /// <param name="folder">Receives <c>encoder.onnx</c>.</param>
    /// <param name="training">What its card says that it learned from.</param>
    public static string Encoder(TemporaryFolder folder, EncoderTraining? training = null)
    {
        string path = folder.File("encoder.onnx");
        using var map = nn.Linear(Shape.Size, 5);
        using (no_grad())
        {
            map.weight.copy_(arange(5 * Shape.Size, float32).sin().div(8).reshape(5, Shape.Size));
            map.bias!.zero_();
        }
        using var network = nn.Sequential(nn.Flatten(), map);
        var card = new EncoderCard
        {
            Name = "tiny",
            InputShape = Shape,
            PixelMaximum = 1,
            Mean = [0],
            StandardDeviation = [1],
            FeatureWidth = 5,
            Training = training,
        };
        OnnxExporter.Export(network, path, new OnnxExportOptions
        {
            Inputs = [new OnnxInput("Image", 1, 8, 8)],
            OutputNames = ["Features"],
            Metadata = card.ToMetadata(),
        });
        return path;
    }

    /// <summary>An NVAE with two latents, trained for one step.</summary>
    public static string Generator(TemporaryFolder folder)
    {
        var configuration = new NvaeConfiguration
        {
            ImageShape = Shape,
            GroupsPerScale = [1, 1],
            LatentChannels = [2, 2],
            CellsPerGroup = 1,
            InitialChannels = 4,
            ProcessCells = 1,
            Likelihood = NvaeLikelihood.Bernoulli,
        };
        var noise = new ImageDataset(Shape, [.. Enumerable.Range(0, 4 * Shape.Size).Select(i => (byte)(i * 37))], [], []);
        var trainer = new NvaeTrainer(configuration, new NvaeTrainer.Options { Steps = 1, BatchSize = 4, BatchNormPasses = 0 });
        return trainer.Fit(noise, null, folder.File("generator")).GeneratorPath;
    }
}
