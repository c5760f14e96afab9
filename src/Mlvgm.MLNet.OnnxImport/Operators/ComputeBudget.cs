using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Operators;

/// <summary>
/// What a network may take while it is read, when constants are folded and a sample or two go through it: a small file can ask for more memory than any machine
/// has, which ends the process, and for more time than anybody waits. Networks that are read are trained without.
/// </summary>
sealed class ComputeBudget
{
    // 2 GiB at once, 256 GiB in all, and a minute or some: what the largest vision transformers take for a few images.
    const double MostAtOnce = 1L << 29, MostNumbers = 1L << 36, MostProducts = 1L << 41;

    double _live, _numbers, _products;

    /// <summary>Refuses what a step would compute where it is too much; called before.</summary>
    /// <param name="shape">The shape of a tensor that it makes.</param>
    /// <param name="products">The multiplications for each of its numbers.</param>
    /// <exception cref="InvalidDataException">It is too much.</exception>
    public void Plan(IEnumerable<long> shape, double products = 0)
    {
        long[] dimensions = [.. shape];
        double numbers = Count(dimensions);
        if (_live + numbers > MostAtOnce) throw new InvalidDataException($"It would make a tensor ({string.Join(", ", dimensions)}), beyond the memory allowed.");
        _products += numbers * products;
        if (_products > MostProducts) throw new InvalidDataException("It would need more multiplications than any network of images.");
    }

    /// <summary>Counts a tensor that was made.</summary>
    public void Add(Tensor made)
    {
        Plan(made.shape);
        double numbers = Count(made.shape);
        _live += numbers;
        _numbers += numbers;
        if (_numbers > MostNumbers) throw new InvalidDataException("The network computes more numbers than any network of images.");
    }

    /// <summary>Counts a tensor that is no longer there.</summary>
    public void Remove(Tensor made) => _live -= Count(made.shape);

    static double Count(long[] shape) => shape.Aggregate(1.0, (product, d) => product * Math.Max(d, 0));
}
