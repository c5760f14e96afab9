using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Torch.Generators.MicroBatching;
using Mlvgm.MLNet.Views;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Generators.MicroBatching;

public sealed class MicroBatchedGeneratorTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Architectures => TinyGenerators.Architectures;

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Images_loss_and_gradients_are_those_of_the_whole_batch(string architecture)
    {
        using var scope = NewDisposeScope();
        using var generator = TinyGenerators.Create(architecture, _folder.Path);
        var (loss, gradients) = Run(generator, samples: 7);
        foreach (int size in new[] { 1, 3, 7, 8 })
        {
            using var pieces = new MicroBatchedGenerator(generator, size);
            var (pieceLoss, pieceGradients) = Run(pieces, samples: 7);
            Assert.Equal(loss, pieceLoss, 1e-5 * loss);
            Assert.Equal(gradients.Count, pieceGradients.Count);
            foreach (var (whole, piece) in gradients.Zip(pieceGradients)) ParityFile.AssertClose(whole, piece, 1e-5, $"gradient, pieces of {size}");
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Steps_leave_no_tensors_behind(string architecture)
    {
        using var generator = TinyGenerators.Create(architecture, _folder.Path);
        using var pieces = new MicroBatchedGenerator(generator, 2);
        long[] live = [.. Enumerable.Range(0, 4).Select(_ =>
        {
            using (NewDisposeScope()) Run(pieces, samples: 5);
            return DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        })];
        Assert.Equal(live[1], live[3]);
    }

    [Fact]
    public void Without_latents_that_need_a_gradient_there_is_no_graph()
    {
        using var scope = NewDisposeScope();
        using var generator = TinyGenerators.Create("stylegan2", _folder.Path);
        using var pieces = new MicroBatchedGenerator(generator, 2);
        var latents = generator.ToTensors(TinyGenerators.Draw(generator.Layout, 5));
        Assert.False(pieces.Decode(latents).requires_grad);
        latents[0].requires_grad_();
        Assert.True(pieces.Decode(latents).requires_grad);
        using (no_grad()) Assert.False(pieces.Decode(latents).requires_grad);
    }

    /// <summary>A loss in which every image meets every other, of latents that depend on one parameter each; half of them move.</summary>
    static (double Loss, IReadOnlyList<Tensor> Gradients) Run(TorchGenerator generator, int samples)
    {
        var layout = generator.Layout;
        string last = layout.Latents[^1].Name;
        var moved = ViewStrategy.PerLatent("last", (last, new RandomPerturbation(new TruncatedNormal(0, 0.5, 2))));
        var distinct = new LatentPieces(generator.ToTensors(TinyGenerators.Draw(layout, samples, moved)), samples);
        Tensor[] shifts = [.. distinct.Distinct.Select(latent => zeros_like(latent).requires_grad_())];
        var features = generator.Decode(distinct.PerLatent([.. distinct.Distinct.Zip(shifts, (latent, shift) => latent + shift)])).flatten(1);
        var loss = features.matmul(features.t()).logsumexp(1).mean();
        loss.backward();
        return (loss.item<float>(), [.. shifts.Select(shift => shift.grad!)]);
    }
}
