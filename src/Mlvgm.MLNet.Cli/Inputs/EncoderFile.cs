using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Torch.Devices;
using TorchSharp;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>An encoder with its card.</summary>
sealed class EncoderFile : IDisposable
{
    /// <summary>Opens a shipped encoder, or that of a file.</summary>
    /// <exception cref="FileNotFoundException">There is neither a shipped encoder nor a file of that name.</exception>
    /// <exception cref="InvalidDataException">The file is no encoder of this library.</exception>
    public EncoderFile(string nameOrPath, DeviceChoice device)
    {
        string path = EncoderArgument.FileOf(nameOrPath);
        Card = EncoderCard.Read(path);
        Network = new OnnxEncoder(path, device.Device.type == DeviceType.CUDA ? device.Device.index : null);
    }

    public EncoderCard Card { get; }

    public OnnxEncoder Network { get; }

    public void Dispose() => Network.Dispose();
}
