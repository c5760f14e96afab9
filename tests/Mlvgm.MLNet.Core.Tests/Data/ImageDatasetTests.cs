using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;

namespace Mlvgm.MLNet.Tests.Data;

public class ImageDatasetTests
{
    static readonly ImageShape Shape = new(1, 1, 2);

    [Fact]
    public void Images_are_read_scaled_to_0_to_1()
    {
        var set = new ImageDataset(Shape, [0, 255, 51, 102], [0, 1], ["a", "b"]);
        float[] image = new float[2];
        set.Read(1, image);
        Assert.Equal([0.2f, 0.4f], image, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Empty(set.Skipped);
    }

    [Fact]
    public void Sizes_that_do_not_fit_together_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ImageDataset(Shape, new byte[3], [], []));
        Assert.Contains(
            "2 images but 1 labels", Assert.Throws<ArgumentException>(() => new ImageDataset(Shape, new byte[4], [0], ["a"])).Message);
        Assert.Throws<ArgumentException>(() => new ImageDataset(Shape, new byte[4], [0, 2], ["a", "b"]));
        Assert.Throws<ArgumentException>(() => new ImageDataset(Shape, new byte[4], [0, -1], ["a", "b"]));
    }
}
