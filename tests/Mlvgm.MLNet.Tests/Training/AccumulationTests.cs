using Mlvgm.MLNet.Training;

namespace Mlvgm.MLNet.Tests.Training;

public class AccumulationTests
{
    [Fact]
    public void Parts_see_the_same_pairs_and_take_as_many_steps()
    {
        using var setup = new TrainingSetup();
        var result = setup.Train(TrainingSetup.Options with { AccumulationParts = 4 });
        Assert.Equal(12, result.Steps);
        Assert.InRange(result.Loss, -1, 0);
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
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => setup.Train(TrainingSetup.Options with { AccumulationParts = parts }));
        Assert.Contains("AccumulationParts", error.Message);
    }

    static long Batches(TrainingSetup setup) => setup.Encoder.get_buffer("bn1.num_batches_tracked")!.item<long>();
}
