using System.Globalization;
using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Torch.Generators.Nvae.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Training;

/// <summary>
/// The sum of the spectral norms of all convolutions, by 4 power iterations per step from where the last step ended, and of the
/// largest scale of every batch normalisation.
/// </summary>
sealed class SpectralRegulariser : IDisposable
{
    const int Iterations = 4;

    readonly List<(Func<Tensor> Weight, Tensor Left)> _convolutions = [];
    readonly List<Tensor> _scales = [];

    public SpectralRegulariser(NvaeNetwork network, ulong seed)
    {
        foreach (var module in network.Encoder.modules().Concat(network.Decoder.modules()))
        {
            switch (module)
            {
                case WeightNormConv2d conv: Add(() => conv.Weight, seed); break;
                case Conv2d conv: Add(() => conv.weight!, seed); break;
                case BatchNorm2d norm: _scales.Add(norm.weight!); break;
            }
        }
    }

    /// <summary>The left singular vectors so far, by number, which a state keeps.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> Vectors =>
        _convolutions.Select((conv, i) => KeyValuePair.Create(i.ToString(CultureInfo.InvariantCulture), conv.Left));

    /// <summary>The penalty, a scalar.</summary>
    public Tensor Penalty()
    {
        var norms = _convolutions.Select(conv =>
        {
            var weight = conv.Weight();
            var matrix = weight.view(weight.shape[0], -1);
            using (no_grad()) Iterate(matrix, conv.Left);
            var right = nn.functional.normalize(matrix.detach().t().mv(conv.Left), dim: 0);
            return conv.Left.dot(matrix.mv(right));
        });
        return norms.Concat(_scales.Select(scale => scale.abs().max())).Aggregate((sum, term) => sum + term);
    }

    public void Dispose()
    {
        foreach (var (_, left) in _convolutions) left.Dispose();
    }

    void Add(Func<Tensor> weight, ulong seed)
    {
        using var scope = NewDisposeScope();
        var first = weight();
        var stream = new RandomStream(new SeedKey(seed, $"nvae/spectral/{_convolutions.Count}"));
        float[] draws = new float[first.shape[0]];
        for (int i = 0; i < draws.Length; i++) draws[i] = (float)stream.NextUniform(-1, 1);
        _convolutions.Add((weight, nn.functional.normalize(tensor(draws, device: first.device), dim: 0).DetachFromDisposeScope()));
    }

    static void Iterate(Tensor matrix, Tensor left)
    {
        using var scope = NewDisposeScope();
        var u = left;
        for (int i = 0; i < Iterations; i++)
        {
            var right = nn.functional.normalize(matrix.t().mv(u), dim: 0);
            u = nn.functional.normalize(matrix.mv(right), dim: 0);
        }
        left.copy_(u);
    }
}
