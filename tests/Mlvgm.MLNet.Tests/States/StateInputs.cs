using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.Nvae.Training;

namespace Mlvgm.MLNet.Tests.States;

/// <summary>What trainings are computed from: 8x8 images, and a generator in a file.</summary>
sealed class StateInputs : IDisposable
{
    static readonly ImageShape Shape = new(1, 8, 8);

    readonly TemporaryFolder _folder = new();

    public StateInputs() => WriteGenerator(seed: 1);

    public static NvaeConfiguration Configuration { get; } = new()
    {
        ImageShape = Shape,
        GroupsPerScale = [1, 1],
        LatentChannels = [1, 1],
        CellsPerGroup = 1,
        InitialChannels = 4,
        ProcessCells = 1,
        Likelihood = NvaeLikelihood.Bernoulli,
    };

    /// <summary>The generator's file.</summary>
    public string Generator => _folder.File("generator.safetensors");

    /// <summary>The images.</summary>
    public ImageDataset Images { get; private set; } = Labelled(shift: 0, "dark", "bright");

    /// <summary>Puts something else under the same names.</summary>
    public void Change(OtherContent content)
    {
        if (content == OtherContent.Generator) WriteGenerator(seed: 2);
        else if (content == OtherContent.Pixels) Images = new ImageDataset(Shape, [.. Images.Pixels.ToArray().Select((pixel, i) => i == 70 ? (byte)(pixel ^ 1) : pixel)], Images.Labels, Images.ClassNames);
        else if (content == OtherContent.Labels) Images = Labelled(shift: 1, "dark", "bright");
        else if (content == OtherContent.ClassNames) Images = Labelled(shift: 0, "dark", "light");
    }

    public void Dispose() => _folder.Dispose();

    static ImageDataset Labelled(int shift, params string[] names)
    {
        byte[] pixels = [.. Enumerable.Range(0, 8 * Shape.Size).Select(i => (byte)(i * 7919L % 251))];
        return new ImageDataset(Shape, pixels, [.. Enumerable.Range(0, 8).Select(i => (i + shift) % 2)], names);
    }

    void WriteGenerator(ulong seed)
    {
        using var folder = new TemporaryFolder();
        var options = new NvaeTrainer.Options { Seed = seed, Device = "cpu", Steps = 1, BatchSize = 4, BatchNormPasses = 1 };
        File.Copy(new NvaeTrainer(Configuration, options).Fit(Images, null, folder.Path).GeneratorPath, Generator, overwrite: true);
    }
}
