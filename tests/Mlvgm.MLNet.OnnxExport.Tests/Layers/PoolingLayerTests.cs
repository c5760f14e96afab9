using CsCheck;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.OnnxExport.Tests.Layers;

public class PoolingLayerTests
{
    static readonly Gen<(int Kernel, int Stride, int Padding)> Windows =
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[0, 2]).Where(w => w.Item3 * 2 <= w.Item1);

    [Fact]
    public void MaxPool2d_agrees_for_any_setting() => Gen.Select(Windows, Gen.Int[1, 2]).Sample(
        (w, dilation) => ExportAssert.Agrees(MaxPool2d(w.Kernel, w.Stride, w.Padding, dilation), 3, 9, 8),
        iter: 30);

    [Fact]
    public void AvgPool2d_agrees_for_any_setting() => Gen.Select(Windows, Gen.Bool).Sample(
        (w, countsPadding) => ExportAssert.Agrees(AvgPool2d(w.Kernel, w.Stride, w.Padding, count_include_pad: countsPadding), 3, 9, 8),
        iter: 30);

    [Fact]
    public void The_stride_is_the_kernel_where_none_is_given()
    {
        ExportAssert.Agrees(MaxPool2d(3), 3, 9, 9);
        ExportAssert.Agrees(AvgPool2d(2), 3, 8, 8);
        ExportAssert.Agrees(MaxPool2d((2, 3), (1, 2)), 3, 8, 8);
    }

    [Fact]
    public void AdaptiveAvgPool2d_agrees_at_one_pixel()
    {
        ExportAssert.Agrees(AdaptiveAvgPool2d(1), 3, 5, 6);
        ExportAssert.Agrees(AdaptiveAvgPool2d((1, 1)), 3, 5, 6);
    }

    [Fact]
    public void Adaptive_pooling_to_more_pixels_is_refused() =>
        Assert.Throws<NotSupportedException>(() => ExportAssert.Agrees(AdaptiveAvgPool2d(2), 3, 5, 6));

    [Fact]
    public void Rounding_up_is_refused() =>
        Assert.Throws<NotSupportedException>(() => ExportAssert.Agrees(MaxPool2d(2, ceil_mode: true), 3, 5, 5));

    [Fact]
    public void A_divisor_is_refused() =>
        Assert.Throws<NotSupportedException>(() => ExportAssert.Agrees(AvgPool2d(2, divisor_override: 3), 3, 4, 4));
}
