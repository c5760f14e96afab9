using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.BigBiGan.State;

/// <summary>Spectral normalisation by one step of power iteration from a stored vector (docs/method/bigbigan.md#forward-pass).</summary>
/// <remarks>
/// Evaluation does not replace the stored vector, so the divisor is the same at every call: it is folded into the weight once, after loading.
/// </remarks>
static class SpectralNorm
{
    /// <summary>Lower bound on the norms that vectors are divided by.</summary>
    public const double Epsilon = 1e-4;

    /// <summary>One step.</summary>
    /// <param name="weight">[out, ..].</param>
    /// <param name="vector">The stored left vector, [1, out].</param>
    /// <returns>The divisor, [], and the vector that training would store, [1, out].</returns>
    public static (Tensor Sigma, Tensor Vector) Step(Tensor weight, Tensor vector)
    {
        var matrix = weight.flatten(1);
        var right = Normalise(vector.matmul(matrix));
        var image = right.matmul(matrix.t());
        var left = Normalise(image);
        return ((image * left).sum(), left);
    }

    static Tensor Normalise(Tensor vector) => vector / vector.square().sum().sqrt().clamp(min: Epsilon);
}
