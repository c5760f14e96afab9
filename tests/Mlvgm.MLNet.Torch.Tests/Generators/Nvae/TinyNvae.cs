using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.Nvae.Training;

namespace Mlvgm.MLNet.Torch.Tests.Generators.Nvae;

/// <summary>A network and data small enough for tests.</summary>
static class TinyNvae
{
    public static NvaeConfiguration Configuration(NvaeLikelihood likelihood = NvaeLikelihood.Bernoulli, int channels = 1) => new()
    {
        ImageShape = new ImageShape(channels, 16, 16),
        LatentChannels = [4, 2, 1],
        CellsPerGroup = 1,
        InitialChannels = 4,
        ProcessCells = 1,
        Mixtures = 3,
        Likelihood = likelihood,
    };

    public static NvaeTrainer.Options Options() => new()
    {
        Seed = 3,
        Device = "cpu",
        Steps = 6,
        BatchSize = 4,
        BatchNormPasses = 2,
        FreeBits = [0, 1, 1],
        SpectralRegularisation = 1e-2,
    };

    /// <summary>Bright discs of random place and size on black.</summary>
    public static ImageDataset Discs(int count)
    {
        byte[] pixels = new byte[count * 256];
        for (int i = 0; i < count; i++)
        {
            var stream = new RandomStream(new SeedKey(9, "test/discs", step: i));
            double x = stream.NextUniform(4, 12), y = stream.NextUniform(4, 12), radius = stream.NextUniform(2, 5);
            for (int p = 0; p < 256; p++)
                pixels[i * 256 + p] = Math.Pow(p % 16 - x, 2) + Math.Pow(p / 16 - y, 2) < radius * radius ? (byte)230 : (byte)0;
        }
        return new ImageDataset(new ImageShape(1, 16, 16), pixels, [], []);
    }

    /// <summary>Writes an untrained generator and returns its path.</summary>
    public static string WriteGenerator(string folder, NvaeConfiguration configuration, double temperature = 0.8)
    {
        using var network = new NvaeNetwork(configuration);
        NvaeInitialisation.Apply(network, seed: 5);
        var draws = new TrainingDraws(configuration, TorchSharp.torch.CPU, seed: 5);
        DecoderStatistics.Reestimate(network.Decoder, draws, temperature, passes: 20, CancellationToken.None);
        string path = Path.Combine(folder, "tiny.safetensors");
        NvaeGeneratorFile.Write(path, network, temperature);
        return path;
    }
}
