using Mlvgm.MLNet.Seeding;

namespace Mlvgm.MLNet.Tests.Seeding;

public class PermutationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void Every_number_occurs_once(int count) =>
        Assert.Equal(Enumerable.Range(0, count), Permutation.Of(count, new SeedKey(1, "order")).Order());

    [Fact]
    public void It_is_a_function_of_the_key()
    {
        Assert.Equal(Permutation.Of(50, new SeedKey(1, "order")), Permutation.Of(50, new SeedKey(1, "order")));
        Assert.NotEqual(Permutation.Of(50, new SeedKey(1, "order")), Permutation.Of(50, new SeedKey(1, "order", epoch: 1)));
    }

    [Fact]
    public void All_orders_of_three_are_as_likely()
    {
        // 6,000 draws: each of six orders 1,000 times, with a deviation of 29.
        var counts = Enumerable.Range(0, 6000).GroupBy(i => string.Join("", Permutation.Of(3, new SeedKey((ulong)i, "order")))).Select(order => order.Count()).ToList();
        Assert.Equal(6, counts.Count);
        Assert.All(counts, count => Assert.InRange(count, 1000 - 5 * 29, 1000 + 5 * 29));
    }
}
