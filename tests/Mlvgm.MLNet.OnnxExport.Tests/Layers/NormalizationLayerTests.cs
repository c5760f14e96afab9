using CsCheck;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.OnnxExport.Tests.Layers;

public class NormalizationLayerTests
{
    [Fact]
    public void BatchNorm2d_uses_its_running_statistics() => Gen.Select(Gen.Int[1, 6], Gen.Bool, Gen.Double[1e-6, 1e-1]).Sample(
        (channels, affine, eps) => ExportAssert.Agrees(WithStatistics(BatchNorm2d(channels, eps, affine: affine)), channels, 5, 4),
        iter: 20);

    [Fact]
    public void BatchNorm1d_agrees_on_vectors_and_sequences() => Gen.Select(Gen.Int[1, 6], Gen.Bool).Sample(
        (channels, affine) =>
        {
            ExportAssert.Agrees(WithStatistics(BatchNorm1d(channels, affine: affine)), channels);
            ExportAssert.Agrees(WithStatistics(BatchNorm1d(channels, affine: affine)), channels, 7);
        },
        iter: 10);

    [Fact]
    public void Batch_normalisation_without_running_statistics_is_refused() => Assert.Throws<NotSupportedException>(
        () => ExportAssert.Agrees(BatchNorm2d(3, track_running_stats: false), 3, 4, 4));

    [Fact]
    public void GroupNorm_agrees() => Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Bool).Sample(
        (groups, each, affine) => ExportAssert.Agrees(
            ExportAssert.Randomized(GroupNorm(groups, groups * each, affine: affine)), groups * each, 4, 5),
        iter: 20);

    [Fact]
    public void LayerNorm_agrees() => Gen.Select(Gen.Int[2, 6], Gen.Int[2, 6], Gen.Bool).Sample(
        (height, width, affine) =>
        {
            ExportAssert.Agrees(ExportAssert.Randomized(LayerNorm([height, width], elementwise_affine: affine)), 3, height, width);
            ExportAssert.Agrees(ExportAssert.Randomized(LayerNorm([width], elementwise_affine: affine)), width);
        },
        iter: 10);

    static TNorm WithStatistics<TNorm>(TNorm layer) where TNorm : BatchNorm
    {
        using var gradients = no_grad();
        layer.running_mean!.copy_(randn_like(layer.running_mean!));
        layer.running_var!.copy_(rand_like(layer.running_var!) + 0.5);
        return ExportAssert.Randomized(layer);
    }
}
