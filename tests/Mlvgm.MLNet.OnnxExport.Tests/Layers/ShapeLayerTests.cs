using CsCheck;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.OnnxExport.Tests.Layers;

public class ShapeLayerTests
{
    [Fact]
    public void Linear_agrees_on_inputs_of_any_rank() => Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Bool).Sample(
        (inputs, outputs, bias) =>
        {
            ExportAssert.Agrees(Linear(inputs, outputs, bias), inputs);
            ExportAssert.Agrees(Linear(inputs, outputs, bias), 3, inputs);
        },
        iter: 10);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Flatten_agrees_from_any_dimension(long start) => ExportAssert.Agrees(Flatten(start), 3, 4, 5);

    [Fact]
    public void Flattening_that_stops_early_is_refused() =>
        Assert.Throws<NotSupportedException>(() => ExportAssert.Agrees(Flatten(1, 2), 3, 4, 5));

    [Theory]
    [InlineData(UpsampleMode.Nearest, null)]
    [InlineData(UpsampleMode.Bilinear, true)]
    [InlineData(UpsampleMode.Bilinear, false)]
    public void Upsample_agrees_by_factors_and_to_a_size(UpsampleMode mode, bool? alignCorners) =>
        Gen.Select(Gen.Int[2, 7], Gen.Int[2, 7], Gen.Int[1, 4], Gen.Int[1, 4]).Sample(
            (height, width, vertical, horizontal) =>
            {
                long[] size = [height + vertical, width + 2 * horizontal];
                var byFactors = Upsample(scale_factor: [vertical, horizontal], mode: mode, align_corners: alignCorners);
                ExportAssert.Agrees(byFactors, 2, height, width);
                ExportAssert.Agrees(Upsample(size: size, mode: mode, align_corners: alignCorners), 2, height, width);
            },
            iter: 10);

    [Fact]
    public void A_cubic_upsampling_is_refused() => Assert.Throws<NotSupportedException>(
        () => ExportAssert.Agrees(Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bicubic), 2, 4, 4));

    [Fact]
    public void Sequential_agrees() => ExportAssert.Agrees(
        Sequential(("a", Conv2d(3, 4, 3)), ("b", ReLU()), ("c", Sequential(AdaptiveAvgPool2d(1), Flatten())), ("d", Linear(4, 2))),
        3, 8, 8);
}
