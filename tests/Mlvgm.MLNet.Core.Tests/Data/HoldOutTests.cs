using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Tests.Data;

public class HoldOutTests
{
    static DataFolder Folder() =>
        new DataFolder().Images([.. Enumerable.Range(0, 20).Select(i => $"a/{i:d2}.png"), .. Enumerable.Range(0, 5).Select(i => $"b/{i:d2}.png")]);

    static ImageDataset Read(DataFolder folder, DatasetSplit split, ulong seed = 0, double share = 0.2) =>
        ImageDatasetReader.Read(folder.Path, new() { Split = split, HoldOut = share, HoldOutSeed = seed });

    [Fact]
    public void A_share_of_every_class_is_held_out_and_nothing_is_in_both_parts()
    {
        using var folder = Folder();
        var (train, test) = (Read(folder, DatasetSplit.Train), Read(folder, DatasetSplit.Test));
        Assert.Equal((16, 4), (train.Labels.Count(label => label == 0), train.Labels.Count(label => label == 1)));
        Assert.Equal([0, 0, 0, 0, 1], test.Labels);
        Assert.Equal(train.ClassNames, test.ClassNames);
        Assert.Equal(25, Keys(train).Concat(Keys(test)).Distinct().Count());
    }

    [Fact]
    public void The_seed_decides_which()
    {
        using var folder = Folder();
        Assert.Equal(Keys(Read(folder, DatasetSplit.Test)), Keys(Read(folder, DatasetSplit.Test)));
        Assert.NotEqual(Keys(Read(folder, DatasetSplit.Test)), Keys(Read(folder, DatasetSplit.Test, seed: 1)));
    }

    [Fact]
    public void Every_class_keeps_an_image_in_both_parts()
    {
        using var folder = new DataFolder().Images("a/0.png", "a/1.png", "b/0.png", "b/1.png");
        foreach (double share in (double[])[0.01, 0.99])
        {
            Assert.Equal([0, 1], Read(folder, DatasetSplit.Train, share: share).Labels);
            Assert.Equal([0, 1], Read(folder, DatasetSplit.Test, share: share).Labels);
        }
        folder.Images("c/0.png");
        Assert.Contains("class 'c' has a single image", Assert.Throws<InvalidDataException>(() => Read(folder, DatasetSplit.Train)).Message);
    }

    [Fact]
    public void Data_with_parts_of_their_own_are_not_split_again()
    {
        using var folder = new DataFolder().Images("train/a/0.png", "test/a/0.png");
        Assert.Contains("parts of its own", Assert.Throws<InvalidDataException>(() => Read(folder, DatasetSplit.Train)).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_share_is_between_none_and_all(double share)
    {
        using var folder = Folder();
        var error = Assert.Throws<SettingsException>(() => Read(folder, DatasetSplit.Train, share: share));
        Assert.Equal(FormattableString.Invariant($"HoldOut (--holdout) is {share}; it is in (0, 1)."), error.Message);
    }

    static string[] Keys(ImageDataset images) =>
        [.. Enumerable.Range(0, images.Count).Select(i => $"{images.Labels[i]} {images.Pixels.Span[i * images.Shape.Size]}")];
}
