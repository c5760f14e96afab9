using Mlvgm.MLNet.Training.Feeding;
using Mlvgm.MLNet.Training.Sources;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Training.Feeding;

public class OverlappedPairFeedTests
{
    [Fact]
    public void A_run_with_it_learns_the_same()
    {
        using var plain = new TrainingSetup();
        plain.Train(TrainingSetup.Options);
        using var overlapped = new TrainingSetup();
        overlapped.Train(TrainingSetup.Options with { Overlap = true });
        Assert.Equal(plain.State, overlapped.State);
    }

    [Fact]
    public void Pairs_come_in_order_and_belong_to_the_callers_scope()
    {
        var made = new List<Tensor>();
        using var feed = new OverlappedPairFeed(new Counting(100, made));
        for (int i = 0; i < 5; i++)
        {
            using var scope = NewDisposeScope();
            var pairs = feed.Next();
            Assert.Equal((i, i), (pairs.Anchors.item<int>(), pairs.Positives.item<int>()));
            Assert.Equal(2, scope.DisposablesCount);
            Assert.True(made[2 * i].IsInvalid && made[2 * i + 1].IsInvalid);
        }
    }

    [Fact]
    public void Pairs_that_nobody_takes_are_freed()
    {
        var made = new List<Tensor>();
        using (var feed = new OverlappedPairFeed(new Counting(100, made)))
        {
            using var scope = NewDisposeScope();
            feed.Next();
        }
        Assert.All(made, tensor => Assert.True(tensor.IsInvalid));
    }

    [Fact]
    public void A_failure_reaches_the_caller_after_the_pairs_before_it()
    {
        using var scope = NewDisposeScope();
        using var feed = new OverlappedPairFeed(new Counting(2, []));
        feed.Next();
        feed.Next();
        Assert.Equal("No more.", Assert.Throws<InvalidOperationException>(() => feed.Next()).Message);
    }

    sealed class Counting(int count, List<Tensor> made) : IPairFeed
    {
        int _next;

        public PairBatch Next()
        {
            if (_next == count) throw new InvalidOperationException("No more.");
            var (anchors, positives) = (tensor(_next), tensor(_next));
            made.AddRange([anchors, positives]);
            return new PairBatch(anchors, positives, new ViewPosition(0, ++_next));
        }

        public void Dispose()
        {
        }
    }
}
