using CsCheck;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.OnnxExport.Tests.Layers;

public class ActivationLayerTests
{
    [Fact]
    public void Slopes_are_kept() => Gen.Double[0.01, 2].Sample(
        slope =>
        {
            ExportAssert.Agrees(LeakyReLU(slope), 20);
            ExportAssert.Agrees(ELU(slope), 20);
        },
        iter: 10);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(-1)]
    public void Softmax_agrees_along_any_axis(long axis) => ExportAssert.Agrees(Softmax(axis), 3, 4, 5);
}
