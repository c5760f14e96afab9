using Mlvgm.MLNet.Torch.Generators.BigBiGan.Layers;
using Mlvgm.MLNet.Torch.Weights;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.BigBiGan.State;

/// <summary>
/// A state dictionary that a network is built from: every tensor is taken once, in the shape that the network needs, and none may be left.
/// </summary>
sealed class BigBiGanState
{
    readonly Func<string, long[], Tensor?> _source;
    readonly HashSet<string> _left;
    readonly string _origin;

    /// <summary>The tensors of a file.</summary>
    /// <param name="tensors">The tensors by state-dictionary key.</param>
    /// <param name="origin">The file that errors name.</param>
    public BigBiGanState(IReadOnlyDictionary<string, Tensor> tensors, string origin)
        : this((name, _) => tensors.GetValueOrDefault(name), tensors.Keys, origin)
    {
    }

    /// <summary>Tensors that are made when they are asked for.</summary>
    /// <param name="source">Makes the tensor of a key in a shape; null where there is none.</param>
    /// <param name="names">The keys that must be taken.</param>
    /// <param name="origin">What errors name.</param>
    public BigBiGanState(Func<string, long[], Tensor?> source, IEnumerable<string> names, string origin) =>
        (_source, _left, _origin) = (source, [.. names], origin);

    /// <summary>The tensor called <paramref name="name"/>, in single precision.</summary>
    /// <exception cref="InvalidDataException">It is missing, has another shape, or holds NaN or infinity; the message names it.</exception>
    public Tensor Take(string name, params ReadOnlySpan<long> shape)
    {
        long[] expected = shape.ToArray();
        var value = _source(name, expected) ?? throw new InvalidDataException($"'{_origin}' lacks the tensor '{name}'.");
        if (!value.shape.SequenceEqual(expected))
        {
            throw new InvalidDataException(
                $"'{_origin}': tensor '{name}' has shape [{string.Join(", ", value.shape)}], expected [{string.Join(", ", expected)}].");
        }
        _left.Remove(name);
        var weight = value.to(ScalarType.Float32);
        ModuleState.RequireFinite(name, weight, _origin);
        return weight;
    }

    /// <summary>The weight of <paramref name="layer"/> divided by its spectral norm (docs/method/bigbigan.md#forward-pass).</summary>
    /// <exception cref="InvalidDataException">A tensor of the layer is missing, or has another shape; the message names it.</exception>
    public Tensor TakeNormalised(string layer, params ReadOnlySpan<long> shape)
    {
        var weight = Take($"{layer}.weight", shape);
        var (sigma, _) = SpectralNorm.Step(weight, Take($"{layer}.u0", 1, shape[0]));
        // A log of the last training value, which evaluation does not use.
        Take($"{layer}.sv0", 1);
        return weight / sigma;
    }

    /// <summary>Ends the taking.</summary>
    /// <exception cref="InvalidDataException">There are tensors that the network has no place for; the message names one.</exception>
    public void Finish()
    {
        if (_left.Count > 0)
            throw new InvalidDataException(
                $"'{_origin}' has {_left.Count} tensors that the network has no place for, such as '{_left.Order(StringComparer.Ordinal).First()}'.");
    }
}
