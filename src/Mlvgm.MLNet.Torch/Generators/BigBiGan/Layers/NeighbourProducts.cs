using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.BigBiGan.Layers;

/// <summary>Convolutions as sums of matrix products, one for each neighbour of a pixel.</summary>
/// <remarks>
/// On the CPU, libtorch rearranges the weights of a convolution at every call. With few pixels and many channels that takes several times as
/// long as the convolution; a matrix product takes the weights as they are.
/// </remarks>
sealed class NeighbourProducts
{
    readonly Tensor[,] _neighbours = new Tensor[3, 3];
    readonly long[] _shape;

    /// <summary>Gathers the neighbours of every pixel of <paramref name="x"/>, [n, c, h, w]; those outside the image are 0.</summary>
    public NeighbourProducts(Tensor x)
    {
        _shape = x.shape;
        var padded = nn.functional.pad(x.permute(0, 2, 3, 1), [0, 0, 1, 1, 1, 1]);
        for (int row = 0; row < 3; row++)
        {
            for (int column = 0; column < 3; column++)
                _neighbours[row, column] = padded.narrow(1, row, _shape[2]).narrow(2, column, _shape[3]).reshape(-1, _shape[1]);
        }
    }

    /// <summary>Adds up products with the neighbours at the given offsets.</summary>
    /// <param name="bias">[out].</param>
    /// <param name="terms">The offset in rows and columns, -1, 0 or 1, and the weight, [in, out].</param>
    /// <returns>[n, h, w, out].</returns>
    public Tensor Sum(Tensor bias, IEnumerable<(int Row, int Column, Tensor Weight)> terms)
    {
        var sum = bias;
        foreach (var (row, column, weight) in terms) sum = addmm(sum, _neighbours[row + 1, column + 1], weight, 1, 1);
        return sum.view(_shape[0], _shape[2], _shape[3], -1);
    }
}
