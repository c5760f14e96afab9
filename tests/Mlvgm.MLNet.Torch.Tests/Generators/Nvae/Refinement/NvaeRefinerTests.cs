using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.Nvae.Refinement;
using Mlvgm.MLNet.Torch.Generators.Nvae.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Generators.Nvae.Refinement;

public sealed class NvaeRefinerTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly string _generator;

    public NvaeRefinerTests()
    {
        var options = TinyNvae.Options() with { Steps = 2, SpectralRegularisation = 0 };
        _generator = new NvaeTrainer(TinyNvae.Configuration(), options).Fit(TinyNvae.Discs(8), null, _folder.File("trained")).GeneratorPath;
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_that_was_stopped_and_resumed_writes_the_bytes_of_one_that_was_not()
    {
        var refiner = new NvaeRefiner(Options(steps: 5));
        var images = TinyNvae.Discs(10);
        string whole = _folder.File("whole"), parts = _folder.File("parts");
        refiner.Fit(_generator, images, whole);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(
            () => refiner.Fit(_generator, images, parts, p => { if (p.Step == 4) stop.Cancel(); }, cancellation: stop.Token));
        var steps = new List<long>();
        refiner.Fit(_generator, images, parts, p => steps.Add(p.Step));
        Assert.Equal([5, 6, 7], steps);
        foreach (string file in (string[])[NvaeTrainer.GeneratorFile, $"{NvaeTrainer.CheckpointFolder}/step-000000007.safetensors"])
            Assert.Equal(File.ReadAllBytes(Path.Combine(whole, file)), File.ReadAllBytes(Path.Combine(parts, file)));
    }

    [Fact]
    public void Samples_come_closer_to_the_real_images_than_they_were()
    {
        var real = White(32);
        double before = Brightness(_generator);
        double after = Brightness(new NvaeRefiner(Options(steps: 80)).Fit(_generator, real, _folder.File("refined")));
        Assert.InRange(before, 0.2, 0.7);
        Assert.True(after > before + 0.5 * (1 - before), $"{before} to {after}");
    }

    [Fact]
    public void Fidelity_keeps_what_the_generator_made_of_the_same_latents()
    {
        double before = Brightness(_generator);
        var options = Options(steps: 80) with { FidelityWeight = 1000 };
        double after = Brightness(new NvaeRefiner(options).Fit(_generator, White(32), _folder.File("refined")));
        // Without it the white images take more than half of the way to 1 (above).
        Assert.InRange(after, before - 0.1, before + 0.25 * (1 - before));
    }

    [Fact]
    public void The_discriminator_learns_alone_first_and_the_generator_keeps_its_weights_until_then()
    {
        var losses = new List<double>();
        new NvaeRefiner(Options(steps: 2)).Fit(_generator, TinyNvae.Discs(8), _folder.File("refined"), p => losses.Add(p.GeneratorLoss));
        Assert.Equal([true, true, false, false], losses.Select(double.IsNaN));
    }

    [Fact]
    public void A_state_of_other_options_is_refused_and_so_are_too_few_images()
    {
        string folder = _folder.File("refined");
        new NvaeRefiner(Options(steps: 1)).Fit(_generator, TinyNvae.Discs(8), folder);
        var error = Assert.Throws<InvalidOperationException>(() => new NvaeRefiner(Options(steps: 2)).Fit(_generator, TinyNvae.Discs(8), folder));
        Assert.Contains("options.steps = 1, now it is 2", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "3 training images are fewer than a batch of 4",
            Assert.Throws<ArgumentException>(() => new NvaeRefiner(Options(steps: 1)).Fit(_generator, TinyNvae.Discs(3), folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_that_are_no_squares_and_files_that_are_no_generator_are_refused()
    {
        var shape = new ImageShape(1, 16, 32);
        string path = TinyNvae.WriteGenerator(_folder.Path, TinyNvae.Configuration() with { ImageShape = shape });
        var images = new ImageDataset(shape, new byte[8 * shape.Size], [], []);
        var refiner = new NvaeRefiner(Options(steps: 1));
        Assert.Contains("needs squares", Assert.Throws<ArgumentException>(() => refiner.Fit(path, images, _folder.Path)).Message);
        string text = _folder.File("text.safetensors");
        File.WriteAllText(text, "no weights");
        Assert.Throws<InvalidDataException>(() => refiner.Fit(text, images, _folder.Path));
    }

    [Fact]
    public void Steps_leave_no_tensors_behind()
    {
        var live = new List<long>();
        new NvaeRefiner(Options(steps: 8)).Fit(
            _generator, TinyNvae.Discs(8), _folder.File("refined"), _ => live.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount));
        // Adam makes its moments in the first step of each network.
        Assert.Single(live.Skip(3).Distinct());
    }

    static NvaeRefiner.Options Options(int steps) => new()
    {
        Seed = 1,
        Device = "cpu",
        Steps = steps,
        DiscriminatorSteps = 2,
        BatchSize = 4,
        LearningRate = 1e-2,
        BatchNormPasses = 2,
        AveragingMomentum = 0.5,
        FidelityWeight = 0,
    };

    static ImageDataset White(int count)
    {
        var shape = TinyNvae.Configuration().ImageShape;
        return new ImageDataset(shape, [.. Enumerable.Repeat((byte)255, count * shape.Size)], [], []);
    }

    static double Brightness(string path)
    {
        using var scope = NewDisposeScope();
        using var generator = NvaeGenerator.Load(path);
        using var gradients = no_grad();
        var latents = generator.Layout.Latents.Select(latent => zeros([16, .. latent.Shape.Select(d => (long)d)])).ToList();
        return generator.Decode(latents).mean().item<float>();
    }
}
