using CsCheck;
using Mlvgm.MLNet.Data;

namespace Mlvgm.MLNet.Tests.Data;

/// <summary>Images held out, for random numbers of images of random classes in random order.</summary>
public class SplitPropertyTests
{
    static readonly Gen<(int[] Labels, double Share, ulong Seed)> Cases = Gen.Select(
        Gen.Int[2, 30].Array[1, 8].SelectMany(counts => Gen.Shuffle(counts.SelectMany((count, label) => Enumerable.Repeat(label, count)).ToArray())),
        Gen.Double[0.001, 0.999], Gen.ULong);

    static IReadOnlyList<int> Part(int[] labels, double share, ulong seed, DatasetSplit split) =>
        HoldOut.Choose("data", labels, [.. Enumerable.Range(0, 8).Select(i => $"c{i}")], share, seed, split);

    [Fact]
    public void Every_image_is_in_exactly_one_part() => Cases.Sample(given =>
    {
        var (labels, share, seed) = given;
        var (train, test) = (Part(labels, share, seed, DatasetSplit.Train), Part(labels, share, seed, DatasetSplit.Test));
        Assert.Equal(Enumerable.Range(0, labels.Length), train.Concat(test).Order());
        Assert.Equal(train.Order(), train);
        Assert.Equal(test.Order(), test);
    }, iter: 300);

    [Fact]
    public void Every_class_has_its_share_in_the_test_part_and_at_least_one_image_in_each() => Cases.Sample(given =>
    {
        var (labels, share, seed) = given;
        var test = Part(labels, share, seed, DatasetSplit.Test);
        foreach (var (label, count) in labels.CountBy(label => label))
        {
            int held = test.Count(row => labels[row] == label);
            Assert.InRange(held, 1, count - 1);
            if (share * count is >= 1 && share * count <= count - 1) Assert.InRange(held, share * count - 0.5, share * count + 0.5);
        }
    }, iter: 300);

    [Fact]
    public void What_is_drawn_of_a_class_depends_on_its_own_images_alone() => Cases.Sample(given =>
    {
        var (labels, share, seed) = given;
        // More images of another class behind these change nothing for them.
        int[] more = [.. labels, .. Enumerable.Repeat(labels.Max() + 1, 5)];
        Assert.Equal(Part(labels, share, seed, DatasetSplit.Test), Part(more, share, seed, DatasetSplit.Test).Where(row => row < labels.Length));
    }, iter: 100);

    [Fact]
    public void A_class_of_one_image_is_named_or_the_data_where_there_are_no_classes()
    {
        Assert.Contains("'data': the class 'c1' has a single image",
            Assert.Throws<InvalidDataException>(() => Part([0, 0, 1], 0.5, 1, DatasetSplit.Test)).Message);
        Assert.Contains("'data': the data has a single image", Assert.Throws<InvalidDataException>(
            () => HoldOut.Choose("data", [0], [], 0.5, 1, DatasetSplit.Train)).Message);
    }

    [Fact]
    public void Every_image_is_held_out_as_often_as_any_other()
    {
        // Two of ten, over 4,000 seeds: 800 each, standard deviation 25.
        int[] counts = new int[10];
        for (ulong seed = 0; seed < 4000; seed++)
            foreach (int row in Part(new int[10], 0.2, seed, DatasetSplit.Test)) counts[row]++;
        Assert.All(counts, count => Assert.InRange(count, 800 - 5 * 25, 800 + 5 * 25));
    }
}
