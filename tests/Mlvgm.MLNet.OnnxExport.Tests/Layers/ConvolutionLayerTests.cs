using CsCheck;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.OnnxExport.Tests.Layers;

public class ConvolutionLayerTests
{
    static readonly Gen<(int Kernel, int Stride, int Padding, int Dilation, int Groups, bool Bias)> Settings =
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[0, 2], Gen.Int[1, 2], Gen.Int[1, 2], Gen.Bool);

    [Fact]
    public void Conv2d_agrees_for_any_setting() => Settings.Sample(
        s => ExportAssert.Agrees(
            Conv2d(4, 6, s.Kernel, s.Stride, s.Padding, s.Dilation, groups: s.Groups, bias: s.Bias), 4, 9, 8),
        iter: 40);

    [Fact]
    public void Conv2d_agrees_for_oblong_kernels() => Gen.Select(Gen.Int[1, 3], Gen.Int[1, 4], Gen.Int[1, 2], Gen.Int[0, 1]).Sample(
        (height, width, stride, padding) => ExportAssert.Agrees(
            Conv2d(2, 3, (height, width), (stride, 1), (padding, 0), (1, stride)), 2, 7, 9),
        iter: 20);

    [Theory]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    [InlineData(2, 3)]
    public void Conv2d_agrees_with_same_padding(int kernel, int dilation) =>
        ExportAssert.Agrees(Conv2d(2, 3, kernel, padding: Padding.Same, dilation: dilation), 2, 9, 9);

    [Fact]
    public void Conv2d_agrees_with_valid_padding() => ExportAssert.Agrees(Conv2d(2, 3, 3, padding: Padding.Valid), 2, 9, 9);

    [Fact]
    public void ConvTranspose2d_agrees_for_any_setting() => Gen.Select(Settings, Gen.Int[0, 1]).Sample(
        (s, extra) => ExportAssert.Agrees(
            ConvTranspose2d(4, 6, s.Kernel + 1, s.Stride + 1, Math.Min(s.Padding, 1), extra, s.Dilation, groups: s.Groups, bias: s.Bias),
            4, 5, 6),
        iter: 40);

    [Fact]
    public void Padding_other_than_with_zeros_is_refused()
    {
        var e = Assert.Throws<NotSupportedException>(
            () => ExportAssert.Agrees(Sequential(("conv", Conv2d(2, 3, 3, padding: 1, padding_mode: PaddingModes.Reflect))), 2, 9, 9));
        Assert.Contains("'conv'", e.Message);
        Assert.Contains("Reflect", e.Message);
    }
}
