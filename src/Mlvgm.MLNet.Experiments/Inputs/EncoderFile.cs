using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Torch.Devices;
using TorchSharp;

namespace Mlvgm.MLNet.Experiments.Inputs;

/// <summary>An encoder with its card.</summary>
sealed class EncoderFile : IDisposable
{
    /// <summary>Opens the encoder at <paramref name="path"/>.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no encoder of this library.</exception>
    public EncoderFile(string path, DeviceChoice device)
    {
        Card = EncoderCard.Read(path);
        Network = new OnnxEncoder(path, device.Device.type == DeviceType.CUDA ? device.Device.index : null);
    }

    public EncoderCard Card { get; }

    public OnnxEncoder Network { get; }

    public void Dispose() => Network.Dispose();
}
