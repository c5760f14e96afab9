using Mlvgm.MLNet.OnnxExport.Inputs;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.OnnxExport.Tests.Inputs;

public class OnnxCentreCropTests
{
    [Theory]
    [InlineData(8, 8, 6, 6)]
    [InlineData(7, 10, 4, 7)]
    [InlineData(5, 5, 5, 5)]
    public void A_graph_with_a_crop_takes_whole_images(int height, int width, int cropHeight, int cropWidth)
    {
        using var module = Sequential(Conv2d(2, 3, 3), Flatten());
        var input = new OnnxInput("input", 2, height, width)
        {
            CentreCrop = new OnnxCentreCrop(cropHeight, cropWidth),
            Normalization = new OnnxNormalization([0.5f, 0.4f], [0.2f, 0.3f]),
        };
        using var stream = new MemoryStream();
        // The exporter compares the graph, which crops by Slice, with the module behind the crop in TorchSharp.
        var result = OnnxExporter.Export(ExportAssert.Randomized(module), stream, ExportAssert.Options(1) with { Inputs = [input], Tolerance = 1e-4 });
        Assert.InRange(result.LargestDifference!.Value, 0, 1e-4);
    }

    [Fact]
    public void The_middle_of_an_image_is_kept()
    {
        using var scope = NewDisposeScope();
        var result = new OnnxCentreCrop(2, 3).Apply(arange(5 * 6).reshape(1, 1, 5, 6));
        Assert.Equal([7L, 8, 9, 13, 14, 15], result.flatten().data<long>().ToArray());
    }

    [Fact]
    public void Sizes_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>("height", () => new OnnxCentreCrop(0, 1));
        using var module = Identity();
        var input = new OnnxInput("input", 1, 4, 4) { CentreCrop = new OnnxCentreCrop(5, 4) };
        using var stream = new MemoryStream();
        var error = Assert.Throws<ArgumentException>(() =>
            OnnxExporter.Export(module, stream, ExportAssert.Options(1) with { Inputs = [input] }));
        Assert.Equal("Images of 4x4 have no centre of 5x4.", error.Message);
    }
}
