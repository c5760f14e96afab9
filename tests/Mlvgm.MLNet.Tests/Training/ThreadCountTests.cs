using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Training.Sources;
using Mlvgm.MLNet.Views;
using Mlvgm.Testing.Torch.Generators;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Training;

/// <summary>Tests that change the number of threads, which is the process's: nothing may run beside them.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class ThreadCount;

[Collection<ThreadCount>]
public sealed class ThreadCountTests : IDisposable
{
    readonly int _before = get_num_threads();

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Pairs_are_the_same_bytes_whatever_the_number_of_threads(int threads)
    {
        using var generator = new TinyGenerator();
        Assert.Equal(Pixels(1), Pixels(threads));

        float[] Pixels(int count)
        {
            set_num_threads(count);
            using var scope = NewDisposeScope();
            var strategy = ViewStrategy.Uniform(generator.Layout, new RandomPerturbation(new TruncatedNormal(0, 0.3, 2)));
            using var source = new ContinuousSamplingSource(generator, strategy, seed: 1);
            var batch = source.Next(100, CPU);
            return [.. batch.Anchors.data<float>(), .. batch.Positives.data<float>()];
        }
    }

    public void Dispose() => set_num_threads(_before);
}
