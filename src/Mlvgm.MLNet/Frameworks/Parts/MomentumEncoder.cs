using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Frameworks.Parts;

/// <summary>
/// A target network: encoder and projector, without gradient. It computes in training mode, by the statistics of its own batches;
/// only parameters follow the online network, not the running statistics (docs/method/frameworks.md#byol).
/// </summary>
sealed class MomentumEncoder : Module<Tensor, Tensor>
{
#pragma warning disable IDE1006 // RegisterComponents names parameters after the fields.
    readonly Module<Tensor, Tensor> encoder;
    readonly Module<Tensor, Tensor> projector;
#pragma warning restore IDE1006

    /// <param name="encoder">A copy of the online encoder.</param>
    /// <param name="projector">What is built as the online projector is.</param>
    /// <param name="onlineProjector">The online projector, whose state the projector gets.</param>
    public MomentumEncoder(Module<Tensor, Tensor> encoder, Module<Tensor, Tensor> projector, Module<Tensor, Tensor> onlineProjector)
        : base(nameof(MomentumEncoder))
    {
        projector.load_state_dict(onlineProjector.state_dict());
        (this.encoder, this.projector) = (encoder, projector);
        RegisterComponents();
        foreach (var parameter in parameters()) parameter.requires_grad = false;
    }

    public override Tensor forward(Tensor images)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        return projector.forward(encoder.forward(images)).MoveToOuterDisposeScope();
    }

    /// <summary>Moves the parameters to those of the online network, by 1 - <paramref name="momentum"/> of the way.</summary>
    public void Follow(Module onlineEncoder, Module onlineProjector, double momentum) =>
        ExponentialMovingAverage.Update(parameters(), onlineEncoder.parameters().Concat(onlineProjector.parameters()), momentum);
}
