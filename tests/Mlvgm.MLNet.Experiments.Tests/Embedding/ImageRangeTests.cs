using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Experiments.Embedding;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.Identities;

namespace Mlvgm.MLNet.Experiments.Tests.Embedding;

/// <summary>A part of the images: its own images, labels and identity, and what does not decode in it.</summary>
public sealed class ImageRangeTests : IDisposable
{
    static readonly ImageShape Shape = new(1, 1, 2);

    readonly TemporaryFolder _folder = new();

    static ImageDataset Pixels(params byte[] values) =>
        new(Shape, [.. values.SelectMany(value => (byte[])[value, value])], [.. values.Select((_, i) => i % 2)], ["a", "b"]);

    [Fact]
    public void It_reads_its_own_images_and_labels()
    {
        var range = new ImageRange(Pixels(0, 51, 102, 153), first: 1, count: 2);
        Assert.Equal((2, 1, Shape), (range.Count, range.First, range.Shape));
        Assert.Equal([1, 0], range.Labels);
        Assert.Equal(["a", "b"], range.ClassNames);
        float[] image = new float[2];
        range.Read(1, image);
        Assert.All(image, pixel => Assert.Equal(0.4f, pixel, 6));
        Assert.Empty(range.Undecodable);
    }

    [Fact]
    public void Its_identity_is_that_of_its_own_images()
    {
        string? Hash(ImageDataset images, int first = 1) => new ImageRange(images, first, 2).ContentHash;
        string? before = Hash(Pixels(0, 51, 102, 153));
        Assert.Equal(before, Hash(Pixels(9, 51, 102, 9)));
        Assert.NotEqual(before, Hash(Pixels(0, 52, 102, 153)));
        Assert.NotEqual(before, Hash(Pixels(0, 51, 102, 153), first: 2));
        Assert.Equal(before, Pixels(51, 102).ContentHash);
    }

    [Fact]
    public void Of_files_its_identity_is_that_of_its_own_files()
    {
        string[] paths = [.. "abcd".Select(name => _folder.Write($"{name}.png", $"image {name}"))];
        string? Hash() => new ImageRange(new ImageFileSet(Shape, paths, [], []), 1, 2).ContentHash;
        string? before = Hash();
        _folder.Write("a.png", "another");
        Assert.Equal(before, Hash());
        _folder.Write("b.png", "another");
        Assert.NotEqual(before, Hash());
    }

    [Fact]
    public void Of_other_sets_the_place_counts_with_the_whole_and_without_a_hash_the_numbers()
    {
        string? Hash(string? whole, int first) => new ImageRange(new Images(whole), first, 2).ContentHash;
        Assert.Equal(Hash("x", 1), Hash("x", 1));
        Assert.NotEqual(Hash("x", 1), Hash("x", 2));
        Assert.NotEqual(Hash("x", 1), Hash("y", 1));
        Assert.Null(Hash(null, 1));
        Assert.NotEqual(ImageIdentity.Of(new ImageRange(new Images(null), 1, 2)), ImageIdentity.Of(new ImageRange(new Images(null), 2, 2)));
    }

    [Fact]
    public void What_does_not_decode_is_empty_and_kept_with_its_reason_and_any_other_failure_is_one()
    {
        var range = new ImageRange(new Images("x"), first: 2, count: 3);
        float[] image = [7, 7];
        range.Read(1, image);
        Assert.Equal([0, 0], image);
        Assert.Equal(new KeyValuePair<int, string>(1, "image 3 does not decode"), Assert.Single(range.Undecodable));
        Assert.Throws<IOException>(() => range.Read(2, image));
        Assert.Single(range.Undecodable);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The fourth does not decode; the fifth cannot be read at all.</summary>
    sealed class Images(string? hash) : IImageSet
    {
        public ImageShape Shape => ImageRangeTests.Shape;

        public int Count => 6;

        public IReadOnlyList<int> Labels => [];

        public IReadOnlyList<string> ClassNames => [];

        public string? ContentHash => hash;

        public void Read(int index, Span<float> image)
        {
            if (index == 3 && hash is not null) throw new InvalidDataException("image 3 does not decode");
            if (index == 4) throw new IOException("the disk is gone");
            image.Fill(index / 10f);
        }
    }
}
