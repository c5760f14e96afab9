using Mlvgm.MLNet.Torch.Generators.Nvae;
using Mlvgm.MLNet.Torch.Generators.Nvae.Training;
using TorchSharp;

namespace Mlvgm.MLNet.Torch.Tests.Generators.Nvae.Training;

public sealed class NvaeTrainerTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("nvae-trainer").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_run_that_was_stopped_and_resumed_writes_the_bytes_of_one_that_was_not()
    {
        var trainer = new NvaeTrainer(TinyNvae.Configuration(), TinyNvae.Options());
        var images = TinyNvae.Discs(10);
        string whole = Path.Combine(_folder, "whole"), parts = Path.Combine(_folder, "parts");
        trainer.Fit(images, null, whole);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(images, null, parts, p => { if (p.Step == 3) stop.Cancel(); }, stop.Token));
        Assert.False(File.Exists(Path.Combine(parts, NvaeTrainer.GeneratorFile)));
        var steps = new List<long>();
        trainer.Fit(images, null, parts, p => steps.Add(p.Step));
        Assert.Equal([4, 5, 6], steps);
        foreach (string file in (string[])[NvaeTrainer.GeneratorFile, NvaeTrainer.CheckpointFile])
            Assert.Equal(File.ReadAllBytes(Path.Combine(whole, file)), File.ReadAllBytes(Path.Combine(parts, file)));
    }

    [Fact]
    public void Sixty_steps_lower_the_bound_on_held_out_images()
    {
        var options = TinyNvae.Options();
        NvaeHeldOut Train(int steps, string name)
        {
            (options.Steps, options.BatchSize, options.SpectralRegularisation) = (steps, 16, 0);
            return new NvaeTrainer(TinyNvae.Configuration(), options).Fit(TinyNvae.Discs(64), TinyNvae.Discs(80), Path.Combine(_folder, name)).HeldOut!;
        }
        var (first, last) = (Train(1, "first"), Train(60, "last"));
        Assert.Equal(80, last.Images);
        Assert.Equal((last.Reconstruction + last.Divergences.Sum()) / (256 * Math.Log(2)), last.BitsPerDimension, 1e-6);
        Assert.True(last.BitsPerDimension < 0.7 * first.BitsPerDimension, $"{first.BitsPerDimension} to {last.BitsPerDimension}");
    }

    [Fact]
    public void A_checkpoint_of_another_run_is_refused()
    {
        var options = TinyNvae.Options();
        (options.Steps, options.SpectralRegularisation) = (1, 0);
        new NvaeTrainer(TinyNvae.Configuration(), options).Fit(TinyNvae.Discs(4), null, _folder);
        options.Seed++;
        var error = Assert.Throws<InvalidDataException>(
            () => new NvaeTrainer(TinyNvae.Configuration(), options).Fit(TinyNvae.Discs(4), null, _folder));
        Assert.Contains("another run", error.Message, StringComparison.Ordinal);
        options.Seed--;
        options.Temperature = 0.5;
        string path = new NvaeTrainer(TinyNvae.Configuration(), options).Fit(TinyNvae.Discs(4), null, _folder).GeneratorPath;
        using var generator = NvaeGenerator.Load(path);
        Assert.Equal(0.5, generator.Temperature);
    }

    [Fact]
    public void A_loss_that_is_not_finite_stops_the_run_naming_the_step_and_keeps_the_checkpoint()
    {
        var options = TinyNvae.Options();
        (options.Steps, options.LearningRate, options.GradientClipping, options.CheckpointEvery) = (200, 1e30, 0, 1);
        var error = Assert.Throws<ArithmeticException>(
            () => new NvaeTrainer(TinyNvae.Configuration(), options).Fit(TinyNvae.Discs(8), null, _folder));
        Assert.Matches("at step [1-9]", error.Message);
        Assert.True(File.Exists(Path.Combine(_folder, NvaeTrainer.CheckpointFile)));
    }

    [Fact]
    public void Steps_leave_no_tensors_behind()
    {
        var options = TinyNvae.Options();
        options.Steps = 8;
        var live = new List<long>();
        new NvaeTrainer(TinyNvae.Configuration(), options).Fit(TinyNvae.Discs(8), null, _folder,
            _ => live.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount));
        Assert.Single(live.Skip(2).Distinct());
    }

    [Fact]
    public void Images_of_another_shape_and_too_few_images_are_refused()
    {
        var trainer = new NvaeTrainer(TinyNvae.Configuration() with { ImageShape = new MLNet.Generators.ImageShape(1, 32, 32) }, TinyNvae.Options());
        Assert.Contains("1x16x16", Assert.Throws<ArgumentException>(() => trainer.Fit(TinyNvae.Discs(8), null, _folder)).Message, StringComparison.Ordinal);
        Assert.Contains("fewer than a batch", Assert.Throws<ArgumentException>(
            () => new NvaeTrainer(TinyNvae.Configuration(), TinyNvae.Options()).Fit(TinyNvae.Discs(3), null, _folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_outside_their_range_are_refused()
    {
        void Refused(Action<NvaeTrainer.Options> change)
        {
            var options = TinyNvae.Options();
            change(options);
            Assert.ThrowsAny<ArgumentException>(() => new NvaeTrainer(TinyNvae.Configuration(), options));
        }
        Refused(o => o.BatchSize = 1);
        Refused(o => o.Steps = 0);
        Refused(o => o.KlWeights = [1]);
        Refused(o => o.FreeBits = [0, -1, 0]);
        Refused(o => o.KlBalancing = [1, 0, 1]);
        Refused(o => o.Temperature = 0);
    }
}
