using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Training.Monitors;

/// <summary>Measures, from time to time, how good an encoder in training is.</summary>
/// <example>See <c>examples/ApiTour/OwnMonitor.cs</c>.</example>
public interface IEncoderMonitor
{
    /// <summary>The short name under which its readings are kept, such as <c>kNN</c>.</summary>
    string Name { get; }

    /// <summary>The accuracy of the encoder, in [0, 1]; higher is better.</summary>
    /// <param name="encoder">Normalised images to features, in evaluation mode.</param>
    /// <param name="device">Where the encoder is.</param>
    double Measure(Module<Tensor, Tensor> encoder, Device device);
}
