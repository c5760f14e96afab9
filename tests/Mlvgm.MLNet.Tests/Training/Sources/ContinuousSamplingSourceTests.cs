using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Training.Sources;
using Mlvgm.MLNet.Views;
using Mlvgm.Testing.Torch.Generators;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Training.Sources;

public class ContinuousSamplingSourceTests
{
    [Fact]
    public void Anchors_and_positives_are_generated_by_one_call()
    {
        using var scope = NewDisposeScope();
        using var generator = new TinyGenerator();
        using var source = new ContinuousSamplingSource(generator, Random(generator), seed: 1);
        var batch = source.Next(5, CPU);
        Assert.Equal([10], generator.Decoded);
        Assert.Equal([5, 3, 16, 16], batch.Anchors.shape);
        Assert.Equal([5, 3, 16, 16], batch.Positives.shape);
    }

    [Fact]
    public void Images_are_those_of_the_sampler_whatever_the_batch_size()
    {
        using var scope = NewDisposeScope();
        using var generator = new TinyGenerator();
        var sampler = new LatentSampler(generator.Layout, Random(generator), seed: 1);
        var anchors = new LatentBatch(generator.Layout, 6);
        var positives = new LatentBatch(generator.Layout, 6);
        sampler.SampleAnchors(0, anchors);
        sampler.SamplePositives(0, anchors, positives);
        using var source = new ContinuousSamplingSource(generator, Random(generator), seed: 1);
        var first = source.Next(2, CPU);
        var second = source.Next(4, CPU);
        Assert.Equal((0L, 2L), (first.FirstRow, second.FirstRow));
        AssertClose(generator.Decode(generator.ToTensors(anchors)), cat([first.Anchors, second.Anchors]));
        AssertClose(generator.Decode(generator.ToTensors(positives)), cat([first.Positives, second.Positives]));
    }

    [Fact]
    public void A_batch_of_several_chunks_holds_the_rows_in_order()
    {
        using var scope = NewDisposeScope();
        using var generator = new TinyGenerator();
        using var whole = new ContinuousSamplingSource(generator, Random(generator), seed: 1);
        using var rows = new ContinuousSamplingSource(generator, Random(generator), seed: 1);
        var batch = whole.Next(77, CPU);
        var singles = Enumerable.Range(0, 11).Select(_ => rows.Next(7, CPU)).ToList();
        AssertClose(batch.Anchors, cat([.. singles.Select(single => single.Anchors)]));
        AssertClose(batch.Positives, cat([.. singles.Select(single => single.Positives)]));
    }

    [Fact]
    public void An_epoch_ends_before_a_batch_that_does_not_fit_and_the_next_has_new_images()
    {
        using var scope = NewDisposeScope();
        using var generator = new TinyGenerator();
        using var source = new ContinuousSamplingSource(generator, Random(generator), seed: 1, rowsPerEpoch: 10);
        var batches = Enumerable.Range(0, 4).Select(_ => source.Next(4, CPU)).ToList();
        Assert.Equal([(0, 0L), (0, 4L), (1, 0L), (1, 4L)], batches.Select(batch => (batch.Epoch, batch.FirstRow)));
        Assert.True((batches[0].Anchors - batches[2].Anchors).abs().max().item<float>() > 0.01f);
    }

    [Fact]
    public void Without_perturbation_each_image_is_generated_once()
    {
        using var scope = NewDisposeScope();
        using var generator = new TinyGenerator();
        using var source = new ContinuousSamplingSource(generator, ViewStrategy.None, seed: 1);
        var batch = source.Next(5, CPU);
        Assert.Equal([5], generator.Decoded);
        Assert.Same(batch.Anchors, batch.Positives);
    }

    [Fact]
    public void An_epoch_shorter_than_a_batch_is_an_error()
    {
        using var generator = new TinyGenerator();
        using var source = new ContinuousSamplingSource(generator, ViewStrategy.None, seed: 1, rowsPerEpoch: 3);
        var error = Assert.Throws<InvalidOperationException>(() => source.Next(4, CPU));
        Assert.Contains("3 rows, fewer than one batch of 4", error.Message);
    }

    static ViewStrategy Random(TinyGenerator generator) =>
        ViewStrategy.Uniform(generator.Layout, new RandomPerturbation(new TruncatedNormal(0, 0.2, 2)));

    static void AssertClose(Tensor expected, Tensor actual) => Assert.True((expected - actual).abs().max().item<float>() < 1e-6f);
}
