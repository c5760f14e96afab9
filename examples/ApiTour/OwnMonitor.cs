using Mlvgm.MLNet.Training.Monitors;
using TorchSharp;
using static TorchSharp.torch;

namespace ApiTour;

/// <summary>A monitor on labelled images: how many have the class of the nearest mean.</summary>
public sealed record ClassMeansOptions : MonitorOptions
{
    /// <inheritdoc/>
    public override string Name => "class means";

    /// <inheritdoc/>
    protected override IEncoderMonitor? Build(MonitorInput input) => input.Labelled is { } images ? new ClassMeans(images, input.Prepare) : null;

    sealed class ClassMeans(LabelledImages images, Func<Tensor, Tensor> prepare) : IEncoderMonitor
    {
        public string Name => "class means";

        public double Measure(nn.Module<Tensor, Tensor> encoder, Device device)
        {
            using var gradients = no_grad();
            using var scope = NewDisposeScope();
            var features = encoder.forward(prepare(images.Read(0, images.Count, device)));
            var labels = tensor(images.Labels.ToArray(), device: device);
            var means = stack([.. Enumerable.Range(0, images.ClassCount).Select(one => features[labels == one].mean([0]))]);
            return cdist(features, means).argmin(1).eq(labels).to(float32).mean().item<float>();
        }
    }
}
