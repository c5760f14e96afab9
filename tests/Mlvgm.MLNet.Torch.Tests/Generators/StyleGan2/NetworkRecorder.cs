using Mlvgm.MLNet.Torch.Generators.StyleGan2;
using Mlvgm.MLNet.Torch.Generators.StyleGan2.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Generators.StyleGan2;

/// <summary>Keeps what every layer of a network gives, under the names of the parity vectors: <c>b8.conv0</c>, <c>b8.img</c>, <c>fc0</c>.</summary>
sealed class NetworkRecorder : IDisposable
{
    readonly Dictionary<string, Tensor> _results = new(StringComparer.Ordinal);

    public NetworkRecorder(StyleGan2Network network)
    {
        foreach (var (path, module) in network.named_modules())
        {
            string name = path[(path.IndexOf('.', StringComparison.Ordinal) + 1)..];
            switch (module)
            {
                case FullyConnectedLayer layer:
                    layer.register_forward_hook((_, _, output) => Keep(name, output));
                    break;
                case SynthesisLayer layer:
                    layer.register_forward_hook((_, _, _, _, output) => Keep(name, output));
                    break;
                case ToRgbLayer layer:
                    layer.register_forward_hook((_, _, _, output) => Keep(name, output));
                    break;
                case SynthesisBlock block:
                    block.register_forward_hook((_, _, _, _, output) => (output.Features, Keep($"{name}.img", output.Image)));
                    break;
            }
        }
    }

    /// <summary>What the last run gave.</summary>
    public IReadOnlyDictionary<string, Tensor> Results => _results;

    public void Dispose()
    {
        foreach (var value in _results.Values) value.Dispose();
    }

    // A copy, because the network frees or overwrites what it no longer needs.
    Tensor Keep(string name, Tensor output)
    {
        if (_results.Remove(name, out var old)) old.Dispose();
        _results[name] = output.detach().clone().DetachFromDisposeScope();
        return output;
    }
}
