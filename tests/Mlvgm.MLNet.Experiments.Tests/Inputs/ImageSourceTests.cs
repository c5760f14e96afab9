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
        _folder.Write("images/b/4.tif", "");
        var told = new List<ImageFindings>();
        var source = new ImageSource(_folder.File("images")) { Reading = new() { SkipUndecodable = true }, Found = told.Add };
        var images = source.Read(DatasetSplit.Train, new ImageShape(3, 16, 16));
        Assert.Equal((2, new ImageShape(3, 16, 16)), (images.Count, images.Shape));
        Assert.EndsWith("3.png", Assert.Single(Assert.Single(told).Undecodable).Name);
        Assert.Equal(".tif", Assert.Single(told[0].PassedOver).What);
        Assert.Equal(".tif", (string?)source.Report(new { top1 = 0.5 })["data"]![0]!["passedOver"]![0]!["what"]);
        Assert.Equal(3, source.Open(DatasetSplit.Train, TinyModels.Shape).Count);
        Assert.Throws<InvalidDataException>(() => (source with { Reading = new() }).Read(DatasetSplit.Train, TinyModels.Shape));
    }

    [Fact]
    public void Classes_that_one_part_has_and_the_other_lacks_are_named()
    {
        float[] pixels = new float[TinyModels.Shape.Size];
        foreach (string name in (string[])["train/cat/1.png", "train/horse/1.png", "test/cat/1.png", "test/deer/1.png"])
            ImageGrid.WritePng(_folder.File($"images/{name}"), pixels, TinyModels.Shape, columns: 1);
        var error = Assert.Throws<ArgumentException>(() => new ImageSource(_folder.File("images")).ReadBoth(TinyModels.Shape));
        Assert.Contains("'horse' is only in train, 'deer' is only in test", error.Message);
    }

    public void Dispose() => _folder.Dispose();
}
