using Mlvgm.MLNet.Views;

namespace Mlvgm.MLNet.Tests.Views;

public class WalkerTests
{
    static Walker Sample(float last = 8) => new([1, 2, 3, 4], [5, 6], [-1, -2, -3, 0.5f], [7, last]);

    [Fact]
    public void The_weights_are_those_it_was_made_of_and_stay_so()
    {
        float[] weights = [1, 2, 3, 4], biases = [5, 6];
        var walker = new Walker(weights, biases, weights, biases);
        (weights[0], biases[0]) = (100, 100);
        Assert.Equal([1, 2, 3, 4], walker.HiddenWeight.ToArray());
        Assert.Equal([5, 6], walker.HiddenBias.ToArray());
        Assert.Equal([1, 2, 3, 4], walker.OutputWeight.ToArray());
        Assert.Equal([5, 6], walker.OutputBias.ToArray());
        Assert.Equal(2, walker.Size);
    }

    [Fact]
    public void It_moves_by_a_layer_that_is_cut_at_zero_and_a_linear_one()
    {
        float[] moved = new float[2];
        Sample().Move([1, -2], moved);
        // Hidden: 1 - 4 + 5 = 2 and 3 - 8 + 6 = 1; out: z + bias + W hidden.
        Assert.Equal([1 + 7 - 2 - 2, -2 + 8 - 6 + 0.5f], moved);
        Sample().Move([-10, -10], moved);
        Assert.Equal([-3, -2], moved);
    }

    [Fact]
    public void Its_hash_changes_with_any_weight_and_stands_in_its_description()
    {
        Assert.Equal(Sample().Sha256, Sample().Sha256);
        Assert.NotEqual(Sample().Sha256, Sample(last: 9).Sha256);
        Assert.Matches("^[0-9a-f]{64}$", Sample().Sha256);
        Assert.Equal($"walker of 2 coordinates, sha256 {Sample().Sha256}", $"{Sample()}");
    }

    [Theory]
    [InlineData(3, 2, 4, 2, "hiddenWeight has 3 numbers; the biases ask for 4")]
    [InlineData(4, 2, 5, 2, "outputWeight has 5 numbers; the biases ask for 4")]
    [InlineData(4, 2, 4, 3, "outputBias has 3 numbers; the biases ask for 2")]
    [InlineData(0, 0, 0, 0, "hiddenWeight has 0 numbers; the biases ask for 0")]
    public void Weights_that_do_not_fit_are_named(int hidden, int hiddenBias, int output, int outputBias, string message) => Assert.Contains(
        message, Assert.Throws<ArgumentException>(
            () => new Walker(new float[hidden], new float[hiddenBias], new float[output], new float[outputBias])).Message);

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Weights_that_are_no_numbers_are_named(float wrong)
    {
        Assert.Contains("outputBias holds", Assert.Throws<ArgumentException>(() => new Walker([1], [1], [1], [wrong])).Message);
        Assert.Contains("every weight must be finite", Assert.Throws<ArgumentException>(() => new Walker([1], [wrong], [1], [1])).Message);
    }

    [Fact]
    public void Latents_of_another_size_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample().Move([1], new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample().Move([1, 2], new float[3]));
    }
}
