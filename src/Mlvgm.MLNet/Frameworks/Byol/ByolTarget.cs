using Mlvgm.MLNet.Frameworks.Parts;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Frameworks.Byol;

/// <summary>
/// BYOL's target network: encoder and projector, without gradient. It computes in training mode, by the statistics of its own batches;
/// only parameters follow the online network, not the running statistics (docs/method/frameworks.md#byol).
/// </summary>
sealed class ByolTarget : Module<Tensor, Tensor>
{
#pragma warning disable IDE1006 // RegisterComponents names parameters after the fields.
    readonly Module<Tensor, Tensor> encoder;
    readonly Sequential projector;
#pragma warning restore IDE1006

    public ByolTarget(Module<Tensor, Tensor> encoder, Sequential projector) : base(nameof(ByolTarget))
    {
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

    public void Follow(Module<Tensor, Tensor> onlineEncoder, Sequential onlineProjector, double momentum) =>
        ExponentialMovingAverage.Update(parameters(), onlineEncoder.parameters().Concat(onlineProjector.parameters()), momentum);
}
