using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Augmentation;

/// <summary>The drawn parameters of a batch: a row for each image, brought to the device in one piece.</summary>
/// <param name="batch">Images.</param>
/// <param name="count">Parameters of an image.</param>
sealed class SampleParameters(int batch, int count)
{
    readonly float[] _values = new float[batch * count];
    Tensor? _uploaded;

    /// <summary>The parameters of image <paramref name="index"/>, to be filled before the upload.</summary>
    public Span<float> this[int index] => _values.AsSpan(index * count, count);

    /// <summary>Brings the parameters to a device, for as long as the caller's dispose scope lasts.</summary>
    public void Upload(Device device) => _uploaded = tensor(_values, [batch, count], device: device);

    /// <summary>Parameters <paramref name="first"/> to first + length - 1 as [batch, length, 1, 1], which spreads over images.</summary>
    public Tensor Column(int first, int length = 1) => _uploaded!.narrow(1, first, length).reshape(batch, length, 1, 1);
}
