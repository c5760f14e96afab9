using System.Runtime;
using Mlvgm.MLNet.Torch.Native;

namespace Mlvgm.MLNet.Torch.Tests.Native;

/// <summary>Other tests allocate, too: these run when no other does.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class GarbageCollectionsAlone;

[Collection(typeof(GarbageCollectionsAlone))]
public class StepGarbageTests
{
    const int Block = 80_000;

    [Fact]
    public void No_collection_falls_into_a_step_whatever_is_allocated_beside_it()
    {
        using var run = StepGarbage.Begin();
        StepGarbage.InStep().Dispose();
        int inSteps = 0, between = 0;
        // 200 MB in all: without the region, a collection every few megabytes.
        for (int step = 0; step < 250; step++)
        {
            int before = GC.CollectionCount(0), within;
            using (StepGarbage.InStep())
            {
                var other = new Thread(() => Allocate(10));
                other.Start();
                other.Join();
                within = GC.CollectionCount(0);
            }
            inSteps += within - before;
            between += GC.CollectionCount(0) - within;
        }
        Assert.Equal(0, inSteps);
        Assert.InRange(between, 10, 60);
    }

    [Fact]
    public void The_region_is_renewed_only_when_every_step_has_ended_and_closed_with_the_last_run()
    {
        var (first, second) = (StepGarbage.Begin(), StepGarbage.Begin());
        StepGarbage.InStep().Dispose();
        Assert.Equal(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
        int collections = GC.CollectionCount(0);
        using (StepGarbage.InStep())
        {
            Allocate(250);
            StepGarbage.InStep().Dispose();
            Assert.Equal(collections, GC.CollectionCount(0));
        }
        Assert.InRange(GC.CollectionCount(0), collections + 1, collections + 3);
        first.Dispose();
        first.Dispose();
        Assert.Equal(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
        second.Dispose();
        Assert.NotEqual(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
    }

    [Fact]
    public void A_step_that_allocates_more_than_there_is_is_collected_in_and_the_next_is_not()
    {
        using var run = StepGarbage.Begin();
        StepGarbage.InStep().Dispose();
        using (StepGarbage.InStep()) Allocate(2000);
        int collections = GC.CollectionCount(0);
        using (StepGarbage.InStep()) Allocate(100);
        Assert.InRange(GC.CollectionCount(0), collections, collections + 3);
        Assert.Equal(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
    }

    [Fact]
    public void A_region_of_the_programs_own_is_left_alone()
    {
        Assert.True(GC.TryStartNoGCRegion(8 << 20));
        using (StepGarbage.Begin()) StepGarbage.InStep().Dispose();
        Assert.Equal(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
        GC.EndNoGCRegion();
    }

    [Fact]
    public void Without_a_run_steps_change_nothing()
    {
        var mode = GCSettings.LatencyMode;
        int collections = GC.CollectionCount(0);
        for (int i = 0; i < 10; i++) StepGarbage.InStep().Dispose();
        Assert.Equal((mode, collections), (GCSettings.LatencyMode, GC.CollectionCount(0)));
    }

    static void Allocate(int blocks)
    {
        object? last = null;
        for (int i = 0; i < blocks; i++) last = new byte[Block];
        GC.KeepAlive(last);
    }
}
