using Mlvgm.MLNet.Latents;
using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Operators;
using Mlvgm.MLNet.Seeding;
using Mlvgm.MLNet.Torch.Native;
using Mlvgm.MLNet.Views;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Torch.Walkers;

/// <summary>A <see cref="Walker"/> that learns: p(z) = output(ReLU(hidden(z))), both layers as wide as z (docs/method/measurement.md#the-walker).</summary>
sealed class WalkerModule : Module<Tensor, Tensor>, IOnnxExportable
{
    const double InitialDeviation = 0.01;
    const double InitialBiasBound = 0.001;

#pragma warning disable IDE1006 // RegisterComponents names parameters after the fields.
    readonly Linear hidden;
    readonly Linear output;
#pragma warning restore IDE1006

    static WalkerModule() => TorchNative.TryEnsureLoaded();

    /// <summary>A walker of <paramref name="walker"/>'s weights, on the CPU.</summary>
    public WalkerModule(Walker walker) : this(Size(walker))
    {
        Set(hidden.weight!, walker.HiddenWeight);
        Set(hidden.bias!, walker.HiddenBias);
        Set(output.weight!, walker.OutputWeight);
        Set(output.bias!, walker.OutputBias);
    }

    /// <summary>
    /// A walker that hardly moves anything yet, on the CPU: weights from N(0, 0.01), biases from U(-0.001, 0.001), in both layers (paper,
    /// section 3.1: T_z begins as the identity).
    /// </summary>
    /// <param name="size">Coordinates of z.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is below 1.</exception>
    public WalkerModule(int size, ulong seed) : this(size)
    {
        foreach (var (name, parameter) in named_parameters())
        {
            var stream = new RandomStream(new SeedKey(seed, $"initialization/walker.{name}"));
            float[] values = new float[parameter.numel()];
            if (parameter.dim() == 2) new TruncatedNormal(standardDeviation: InitialDeviation).Fill(values, ref stream);
            else for (int i = 0; i < values.Length; i++) values[i] = (float)stream.NextUniform(-InitialBiasBound, InitialBiasBound);
            Set(parameter, values);
        }
    }

    WalkerModule(int size) : base(nameof(WalkerModule))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        hidden = Linear(size, size);
        output = Linear(size, size);
        RegisterComponents();
    }

    /// <summary>The perturbation p(z), [batch, size], of z, [batch, size]; the positive is z + p(z).</summary>
    public override Tensor forward(Tensor z)
    {
        using var scope = NewDisposeScope();
        return output.forward(hidden.forward(z).relu_()).MoveToOuterDisposeScope();
    }

    /// <summary>The weights as plain numbers.</summary>
    /// <exception cref="ArgumentException">A weight is not finite.</exception>
    public Walker ToWalker() => new(Values(hidden.weight!), Values(hidden.bias!), Values(output.weight!), Values(output.bias!));

    /// <inheritdoc/>
    public IReadOnlyList<OnnxValue> Export(OnnxGraph graph, IReadOnlyList<OnnxValue> inputs) =>
        [graph.Add(output, graph.Relu(graph.Add(hidden, inputs[0])))];

    static int Size(Walker walker)
    {
        ArgumentNullException.ThrowIfNull(walker);
        return walker.Size;
    }

    static void Set(Tensor parameter, ReadOnlySpan<float> values)
    {
        using var gradients = no_grad();
        using var source = tensor(values.ToArray(), parameter.shape);
        parameter.copy_(source);
    }

    static float[] Values(Tensor parameter)
    {
        using var scope = NewDisposeScope();
        return parameter.detach().cpu().contiguous().data<float>().ToArray();
    }
}
