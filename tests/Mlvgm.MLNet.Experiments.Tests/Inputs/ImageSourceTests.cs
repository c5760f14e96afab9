using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;

namespace Mlvgm.MLNet.Experiments.Tests.Inputs;

public sealed class ImageSourceTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Images_are_brought_to_the_shape_and_those_left_out_are_told()
    {
        float[] pixels = [.. Enumerable.Range(0, TinyModels.Shape.Size).Select(i => i / 255f)];
        foreach (string name in (string[])["a/1.png", "b/2.png"]) ImageGrid.WritePng(_folder.File($"images/{name}"), pixels, TinyModels.Shape, columns: 1);
        _folder.Write("images/b/3.png", "no image");
        var leftOut = new List<SkippedImage>();
        var source = new ImageSource(_folder.File("images")) { Undecodable = UndecodableImages.Skip, LeftOut = leftOut.AddRange };
        var images = source.Read(DatasetSplit.Train, new ImageShape(3, 16, 16));
        Assert.Equal((2, new ImageShape(3, 16, 16)), (images.Count, images.Shape));
        Assert.EndsWith("3.png", Assert.Single(leftOut).Name);
        Assert.Equal(3, source.Open(DatasetSplit.Train, TinyModels.Shape).Count);
        Assert.Throws<InvalidDataException>(() => (source with { Undecodable = UndecodableImages.Fail }).Read(DatasetSplit.Train, TinyModels.Shape));
    }

    public void Dispose() => _folder.Dispose();
}
