using Mlvgm.MLNet.Training.Monitors;
using TorchSharp;
using static TorchSharp.torch;

namespace BringYourOwn;

/// <summary>
/// A monitor of one's own, which needs no labels: how well the features tell how bright an image is, as the squared correlation of the best single one.
/// </summary>
public sealed record BrightnessMonitorOptions : MonitorOptions
{
    /// <inheritdoc/>
    public override string Name => "brightness";

    /// <inheritdoc/>
    protected override IEncoderMonitor Build(MonitorInput input) => new BrightnessMonitor(input);

    sealed class BrightnessMonitor(MonitorInput input) : IEncoderMonitor
    {
        const int Images = 64;

        public string Name => "brightness";

        public double Measure(nn.Module<Tensor, Tensor> encoder, Device device)
        {
            using var gradients = no_grad();
            using var scope = NewDisposeScope();
            var (channels, height, width) = (input.Images.Channels, input.Images.Height, input.Images.Width);
            var levels = linspace(0.1, 0.9, Images, device: device);
            var images = levels.reshape(Images, 1, 1, 1).expand(Images, channels, height, width).contiguous();
            var features = encoder.forward(input.Prepare(images));
            var (x, y) = (features - features.mean([0], keepdim: true), (levels - levels.mean()).unsqueeze(1));
            var correlation = (x * y).sum(0) / (x.pow(2).sum(0) * y.pow(2).sum() + 1e-12).sqrt();
            return Math.Min(1, correlation.pow(2).max().item<float>());
        }
    }
}
