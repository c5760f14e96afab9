using Microsoft.ML;
using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Identities;

namespace Mlvgm.MLNet.Tests.Identities;

public class ImageIdentityTests
{
    static readonly ImageShape Shape = new(1, 2, 2);

    [Fact]
    public void Pixels_labels_class_names_and_shape_each_make_another_identity()
    {
        byte[] pixels = [1, 2, 3, 4, 5, 6, 7, 8];
        var identity = Of(pixels, [0, 1], ["cat", "dog"], Shape);
        Assert.Equal(identity, Of([.. pixels], [0, 1], ["cat", "dog"], Shape));
        Assert.Equal(["pixels"], Differing(Of([1, 2, 3, 4, 5, 6, 7, 9], [0, 1], ["cat", "dog"], Shape)));
        Assert.Equal(["labels"], Differing(Of(pixels, [1, 0], ["cat", "dog"], Shape)));
        Assert.Equal(["classNames"], Differing(Of(pixels, [0, 1], ["cat", "fox"], Shape)));
        Assert.Equal(["classNames"], Differing(Of(pixels, [0, 1], ["ca", "tdog"], Shape)));
        Assert.Equal(["shape"], Differing(Of(pixels, [0, 1], ["cat", "dog"], new ImageShape(1, 4, 1))));
        Assert.Equal(["classNames", "labels"], Differing(Of(pixels, [], [], Shape)));

        IEnumerable<string> Differing(Identity other) => identity.DifferencesTo(other).Select(difference => difference.Name).Order();
    }

    [Fact]
    public void Of_files_that_are_read_one_by_one_every_byte_counts_and_no_name()
    {
        using var folder = new TemporaryFolder();
        string[] paths = [folder.File("a.png"), folder.File("b.png")];
        foreach (var (i, path) in paths.Index()) File.WriteAllBytes(path, [1, 2, (byte)i]);
        Identity Of(params string[] files) => ImageIdentity.Of(new ImageFileSet(Shape, files, [0, 1], ["cat", "dog"]));
        var identity = Of(paths);
        File.Move(paths[0], folder.File("c.png"));
        Assert.Equal(identity, Of(folder.File("c.png"), paths[1]));
        Assert.NotEqual(identity, Of(paths[1], folder.File("c.png")));
        var changed = File.GetLastWriteTimeUtc(paths[1]);
        File.WriteAllBytes(paths[1], [1, 3, 1]);
        File.SetLastWriteTimeUtc(paths[1], changed);
        Assert.NotEqual(identity, Of(folder.File("c.png"), paths[1]));
        // A file that is missing makes another identity; reading it is what fails.
        Assert.NotEqual(identity, Of(paths));
    }

    [Fact]
    public void Of_any_other_set_the_numbers_count()
    {
        Assert.Equal(ImageIdentity.Of(new Numbers(0.5f)), ImageIdentity.Of(new Numbers(0.5f)));
        Assert.NotEqual(ImageIdentity.Of(new Numbers(0.5f)), ImageIdentity.Of(new Numbers(0.25f)));
    }

    [Fact]
    public void A_view_of_a_dataset_has_its_identity_and_any_other_view_none()
    {
        var ml = new MLContext();
        var dataset = new ImageDataset(Shape, new byte[4], [0], ["cat"]);
        var view = ml.Data.LoadFromImageDataset(dataset);
        Assert.Equal(ImageIdentity.Of(dataset), ImageIdentity.TryOf(view));
        Assert.Null(ImageIdentity.TryOf(ml.Data.TakeRows(view, 1)));
    }

    static Identity Of(byte[] pixels, int[] labels, string[] names, ImageShape shape) => ImageIdentity.Of(new ImageDataset(shape, pixels, labels, names));

    sealed class Numbers(float value) : IImageSet
    {
        public ImageShape Shape => ImageIdentityTests.Shape;

        public int Count => 2;

        public IReadOnlyList<int> Labels => [];

        public IReadOnlyList<string> ClassNames => [];

        public void Read(int index, Span<float> image) => image.Fill(value * index);
    }
}
