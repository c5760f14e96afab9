using Mlvgm.MLNet.Torch.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Augmentation;

public class CentreCropTests
{
    [Theory]
    [InlineData(128, 128, 112, 112, 8, 8)]
    [InlineData(32, 33, 28, 28, 2, 2)]
    [InlineData(5, 4, 4, 4, 0, 0)]
    public void The_middle_is_kept(int height, int width, int cropHeight, int cropWidth, int top, int left)
    {
        using var scope = NewDisposeScope();
        var images = arange(height * width).reshape(1, 1, height, width);
        var result = new CentreCrop(cropHeight, cropWidth).Apply(images, default);
        Assert.Equal([1, 1, cropHeight, cropWidth], result.shape);
        Assert.Equal(top * width + left, result[0, 0, 0, 0].item<long>());
        Assert.Equal((top + cropHeight - 1) * width + left + cropWidth - 1, result[0, 0, -1, -1].item<long>());
    }

    [Fact]
    public void Images_smaller_than_the_crop_are_an_error()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => new CentreCrop(8, 8).Apply(zeros(1, 1, 8, 7), default));
        Assert.Equal("Images of 8x7 have no centre of 8x8.", error.Message);
    }
}
