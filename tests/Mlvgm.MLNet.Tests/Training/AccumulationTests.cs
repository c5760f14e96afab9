using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Training.Sources;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Training;

public class AccumulationTests
{
    [Fact]
    public void The_gradients_of_the_parts_are_averaged()
    {
        // Where the parts hold the same pairs, their mean is the gradient of one; the rate is per 256 pairs of the whole batch.
        using var parts = new TrainingSetup { Views = new SamePairs() };
        var accumulated = parts.Train(TrainingSetup.Options with { AccumulationParts = 2 });
        using var single = new TrainingSetup { Views = new SamePairs() };
        var plain = single.Train(TrainingSetup.Options with { BatchSize = 8, LearningRate = 2 * TrainingSetup.Options.LearningRate });
        Assert.Equal((12, 12), (accumulated.Steps, plain.Steps));
        Assert.Equal(plain.Loss, accumulated.Loss, 4);
        using var scope = NewDisposeScope();
        foreach (var (expected, actual) in single.Encoder.parameters().Zip(parts.Encoder.parameters()))
            Assert.True((expected - actual).abs().max().item<float>() < 1e-4f);
    }

    [Fact]
    public void Parts_are_taken_one_after_another()
    {
        using var setup = new TrainingSetup();
        var pairs = new List<int>();
        setup.Views = new SamePairs(pairs.Add);
        setup.Train(TrainingSetup.Options with { Steps = 2, AccumulationParts = 4 });
        Assert.Equal([4, 4, 4, 4, 4, 4, 4, 4], pairs);
    }

    [Fact]
    public void Batch_statistics_are_of_the_parts()
    {
        using var whole = new TrainingSetup();
        whole.Train(TrainingSetup.Options with { Steps = 1 });
        using var parts = new TrainingSetup();
        parts.Train(TrainingSetup.Options with { Steps = 1, AccumulationParts = 2 });
        // Batch normalisation counts its batches: two views of each part.
        Assert.Equal(2, Batches(whole));
        Assert.Equal(4, Batches(parts));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(0)]
    public void Parts_that_are_unequal_or_of_one_pair_are_refused(int parts)
    {
        using var setup = new TrainingSetup();
        var error = Assert.Throws<SettingsException>(() => setup.Train(TrainingSetup.Options with { AccumulationParts = parts }));
        Assert.Contains("--accumulate", error.Message);
    }

    static long Batches(TrainingSetup setup) => setup.Encoder.get_buffer("bn1.num_batches_tracked")!.item<long>();

    /// <summary>Gives the same pairs again and again.</summary>
    sealed class SamePairs(Action<int>? asked = null) : IViewSource
    {
        public ImageShape ImageShape => new(3, 16, 16);

        public void MoveTo(ViewPosition position) => throw new NotSupportedException();

        public ViewBatch Next(int batchSize, Device device)
        {
            asked?.Invoke(batchSize);
            var images = (arange(batchSize * 3 * 16 * 16, ScalarType.Float32) * 0.37f).sin().reshape(batchSize, 3, 16, 16).abs();
            return new ViewBatch(images, images, 0, 0);
        }

        public void Dispose()
        {
        }
    }
}
