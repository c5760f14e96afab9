using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.Nvae.Training;
using TorchSharp;

namespace Mlvgm.MLNet.Torch.Tests.Generators.Nvae.Training;

public sealed class NvaeTrainerTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_that_was_stopped_and_resumed_writes_the_bytes_of_one_that_was_not()
    {
        var trainer = new NvaeTrainer(TinyNvae.Configuration(), TinyNvae.Options());
        var images = TinyNvae.Discs(10);
        string whole = _folder.File("whole"), parts = _folder.File("parts");
        trainer.Fit(images, null, whole);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(images, null, parts, p => { if (p.Step == 3) stop.Cancel(); }, cancellation: stop.Token));
        Assert.False(File.Exists(Path.Combine(parts, NvaeTrainer.GeneratorFile)));
        var steps = new List<long>();
        trainer.Fit(images, null, parts, p => steps.Add(p.Step));
        Assert.Equal([4, 5, 6], steps);
        foreach (string file in (string[])[NvaeTrainer.GeneratorFile, $"{NvaeTrainer.CheckpointFolder}/step-000000006.safetensors"])
            Assert.Equal(File.ReadAllBytes(Path.Combine(whole, file)), File.ReadAllBytes(Path.Combine(parts, file)));
    }

    [Fact]
    public void Sixty_steps_lower_the_bound_on_held_out_images()
    {
        NvaeHeldOut Train(int steps, string name)
        {
            var options = TinyNvae.Options() with { Steps = steps, BatchSize = 16, SpectralRegularisation = 0 };
            return new NvaeTrainer(TinyNvae.Configuration(), options).Fit(TinyNvae.Discs(64), TinyNvae.Discs(80), _folder.File(name)).HeldOut!;
        }
        var (first, last) = (Train(1, "first"), Train(60, "last"));
        Assert.Equal(80, last.Images);
        Assert.Equal((last.Reconstruction + last.Divergences.Sum()) / (256 * Math.Log(2)), last.BitsPerDimension, 1e-6);
        Assert.True(last.BitsPerDimension < 0.7 * first.BitsPerDimension, $"{first.BitsPerDimension} to {last.BitsPerDimension}");
    }

    [Fact]
    public void A_state_of_another_run_is_refused()
    {
        var options = TinyNvae.Options() with { Steps = 1, SpectralRegularisation = 0 };
        new NvaeTrainer(TinyNvae.Configuration(), options).Fit(TinyNvae.Discs(4), null, _folder.Path);
        var error = Assert.Throws<InvalidOperationException>(
            () => new NvaeTrainer(TinyNvae.Configuration(), options with { Seed = options.Seed + 1 }).Fit(TinyNvae.Discs(4), null, _folder.Path));
        Assert.Contains("options.seed = 3, now it is 4", error.Message, StringComparison.Ordinal);
        string path = new NvaeTrainer(TinyNvae.Configuration(), options with { Temperature = 0.5 }).Fit(TinyNvae.Discs(4), null, _folder.Path).GeneratorPath;
        using var generator = NvaeGenerator.Load(path);
        Assert.Equal(0.5, generator.Temperature);
    }

    [Fact]
    public void A_loss_that_is_not_finite_stops_the_run_naming_the_step_and_keeps_the_checkpoint()
    {
        var options = TinyNvae.Options() with { Steps = 200, LearningRate = 1e30, GradientClipping = 0, CheckpointEvery = 1 };
        var error = Assert.Throws<ArithmeticException>(
            () => new NvaeTrainer(TinyNvae.Configuration(), options).Fit(TinyNvae.Discs(8), null, _folder.Path));
        Assert.Matches("at step [1-9]", error.Message);
        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(_folder.Path, NvaeTrainer.CheckpointFolder)));
    }

    [Fact]
    public void Steps_leave_no_tensors_behind()
    {
        var options = TinyNvae.Options() with { Steps = 8 };
        var live = new List<long>();
        new NvaeTrainer(TinyNvae.Configuration(), options).Fit(TinyNvae.Discs(8), null, _folder.Path,
            _ => live.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount));
        Assert.Single(live.Skip(2).Distinct());
    }

    [Fact]
    public void Images_of_another_shape_and_too_few_images_are_refused()
    {
        var trainer = new NvaeTrainer(TinyNvae.Configuration() with { ImageShape = new MLNet.Generators.ImageShape(1, 32, 32) }, TinyNvae.Options());
        Assert.Contains("1x16x16", Assert.Throws<ArgumentException>(() => trainer.Fit(TinyNvae.Discs(8), null, _folder.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("fewer than a batch", Assert.Throws<ArgumentException>(
            () => new NvaeTrainer(TinyNvae.Configuration(), TinyNvae.Options()).Fit(TinyNvae.Discs(3), null, _folder.Path)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<NvaeTrainer.Options, string> Wrong => new()
    {
        { TinyNvae.Options() with { BatchSize = 1 }, "BatchSize (--batch) is 1; it is 2 or more." },
        { TinyNvae.Options() with { Steps = 0 }, "Steps (--steps) is 0; it is 1 or more." },
        { TinyNvae.Options() with { KlWeights = [1] }, "KlWeights (--kl-weights) has 1 values; the generator has 3 latents." },
        { TinyNvae.Options() with { FreeBits = [0, -1, 0] }, "FreeBits (--free-bits) is 0,-1,0; it is 0 or more." },
        { TinyNvae.Options() with { KlBalancing = [1, 0, 1] }, "KlBalancing (--kl-balancing) is 1,0,1; it is above 0." },
        { TinyNvae.Options() with { Temperature = 0 }, "Temperature (--temperature) is 0; it is above 0." },
        { TinyNvae.Options() with { LearningRate = double.NaN }, "LearningRate (--learning-rate) is NaN; it is above 0." },
        {
            TinyNvae.Options() with { KlWarmUp = 1.5, Epochs = 0 },
            "2 options are wrong. Epochs (--epochs) is 0; it is 1 or more. KlWarmUp (--kl-warm-up) is 1.5; it is in [0, 1]."
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Options_outside_their_range_are_refused(NvaeTrainer.Options options, string message) =>
        Assert.Equal(message, Assert.Throws<SettingsException>(() => new NvaeTrainer(TinyNvae.Configuration(), options)).Message);
}
