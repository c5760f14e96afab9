using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.Parts;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Frameworks.Dino;

/// <summary>DINO's student head, its teacher, and what a checkpoint must hold beside them: the centre, and how far the run is.</summary>
sealed class DinoHeads : Module
{
#pragma warning disable IDE1006 // RegisterComponents names parameters after the fields.
    readonly DinoHead student;
    readonly MomentumEncoder target;
    readonly Tensor center;
    readonly Tensor progress;
#pragma warning restore IDE1006

    public DinoHeads(DinoOptions options, FrameworkInput input) : base(nameof(DinoHeads))
    {
        student = NewHead();
        HeadLayers.Initialize(student, input.Seed, "dino");
        target = new MomentumEncoder(input.CopyEncoder(), NewHead(), student);
        center = zeros(options.OutputWidth).DetachFromDisposeScope();
        progress = zeros([], ScalarType.Float64).DetachFromDisposeScope();
        RegisterComponents();

        DinoHead NewHead() => new(
            input.FeatureWidth, options.HiddenWidth ?? Math.Min(2048, 4 * input.FeatureWidth), options.BottleneckWidth, options.OutputWidth, options.BatchNormInHead);
    }

    public DinoHead Student => student;

    public MomentumEncoder Target => target;

    /// <summary>[outputs]: what is taken from the teacher's outputs.</summary>
    public Tensor Center => get_buffer(nameof(center))!;

    /// <summary>The share of the run that is done.</summary>
    public double Progress
    {
        get
        {
            using var value = get_buffer(nameof(progress))!.to(ScalarType.Float64);
            return value.item<double>();
        }
        set
        {
            using var gradients = no_grad();
            get_buffer(nameof(progress))!.fill_(value);
        }
    }

    /// <summary>Moves the centre to the mean of the teacher's outputs [batch, outputs], by 1 - <paramref name="momentum"/> of the way.</summary>
    public void MoveCenter(Tensor outputs, double momentum)
    {
        using var scope = NewDisposeScope();
        ExponentialMovingAverage.Update([Center], [outputs.mean([0])], momentum);
    }
}
