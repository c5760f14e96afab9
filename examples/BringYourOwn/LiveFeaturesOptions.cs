using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Training.Monitors;
using TorchSharp;
using static TorchSharp.torch;

namespace BringYourOwn;

/// <summary>A monitor of one's own, which needs no labels: the share of features that tell images of different brightness apart at all.</summary>
public sealed record LiveFeaturesOptions : MonitorOptions
{
    /// <inheritdoc/>
    public override string Name => "live";

    /// <summary>The deviation, relative to the largest, from which on a feature counts as live.</summary>
    [Setting("Deviation, relative to the largest, from which on a feature is live.", Above = 0, Below = 1)]
    public double LiveFrom { get; init; } = 0.01;

    /// <inheritdoc/>
    protected override IEncoderMonitor Build(MonitorInput input) => new LiveFeatures(input, LiveFrom);

    sealed class LiveFeatures(MonitorInput input, double from) : IEncoderMonitor
    {
        const int Images = 32;

        public string Name => "live";

        public double Measure(nn.Module<Tensor, Tensor> encoder, Device device)
        {
            using var gradients = no_grad();
            using var scope = NewDisposeScope();
            var shape = input.Images;
            var brightness = linspace(0, 1, Images, device: device).reshape(Images, 1, 1, 1);
            var features = encoder.forward(input.Prepare(brightness.expand(Images, shape.Channels, shape.Height, shape.Width).contiguous()));
            var deviations = features.std(0);
            return (deviations > from * deviations.max()).to(float32).mean().item<float>();
        }
    }
}
