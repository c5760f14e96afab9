using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Torch.Native;
using Mlvgm.MLNet.WeightFiles;
using Mlvgm.MLNet.WeightFiles.Safetensors;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Weights;

/// <summary>Reads and writes TorchSharp's tensors in the safetensors format (docs/method/weight-formats.md#safetensors).</summary>
/// <example>See <c>examples/ApiTour/Networks.cs</c>.</example>
public static class Safetensors
{
    /// <summary>Writes <paramref name="tensors"/> to <paramref name="path"/>, in the given order; equal input gives equal bytes.</summary>
    /// <param name="path">The file; replaced only when the new one is complete.</param>
    /// <param name="tensors">Names and tensors; any device and layout.</param>
    /// <param name="metadata">Text stored under <c>__metadata__</c>.</param>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    /// <exception cref="IOException">The file cannot be written; the old file is kept.</exception>
    /// <exception cref="NotSupportedException">The format has no such element type.</exception>
    public static void Write(
        string path, IEnumerable<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        TorchNative.EnsureLoaded();
        List<SafetensorsTensor> list = [.. tensors.Select(pair => Describe(pair.Key, pair.Value))];
        AtomicFile.Write(path, stream => SafetensorsWriter.Write(stream, list, metadata));
    }

    /// <summary>Reads every tensor of the file at <paramref name="path"/> to the CPU.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not a well-formed safetensors file; nothing was allocated for it.</exception>
    public static SafetensorsContents Read(string path) => Read(path, _ => true);

    /// <summary>Reads the tensors whose names <paramref name="wanted"/> accepts to the CPU.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not a well-formed safetensors file; nothing was allocated for it.</exception>
    public static SafetensorsContents Read(string path, Func<string, bool> wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        TorchNative.EnsureLoaded();
        using var file = WeightFile.OpenSafetensors(path);
        var contents = new SafetensorsContents(file.Metadata);
        try
        {
            foreach (var (name, tensor) in file.Tensors.Where(pair => wanted(pair.Key))) contents.Add(name, tensor.ToTensor().DetachFromDisposeScope());
            return contents;
        }
        catch
        {
            contents.Dispose();
            throw;
        }
    }

    static SafetensorsTensor Describe(string name, Tensor value) => new(name, value.dtype.ToElementType(), value.shape, stream =>
    {
        using var scope = NewDisposeScope();
        stream.Write(value.detach().cpu().contiguous().bytes);
    });
}
