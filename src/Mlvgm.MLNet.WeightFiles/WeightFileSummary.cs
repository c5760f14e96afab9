using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Onnx;
using Mlvgm.MLNet.WeightFiles.Safetensors;
using Mlvgm.MLNet.WeightFiles.Tensors;

namespace Mlvgm.MLNet.WeightFiles;

/// <summary>The tensors of a weight file or an ONNX model, listed without loading TorchSharp or reading the numbers.</summary>
/// <param name="Format">The format, in words.</param>
/// <param name="Tensors">The tensors, in the order of the file.</param>
/// <example>See <c>examples/ApiTour/WeightsOfStrangers.cs</c>.</example>
public sealed record WeightFileSummary(string Format, IReadOnlyList<TensorSummary> Tensors)
{
    static readonly Dictionary<WeightFileFormat, string> FormatNames = new()
    {
        [WeightFileFormat.Safetensors] = "safetensors",
        [WeightFileFormat.PyTorchZip] = "PyTorch checkpoint (zip)",
        [WeightFileFormat.PyTorchLegacy] = "PyTorch checkpoint (legacy)",
        [WeightFileFormat.Pickle] = "network pickle",
    };

    /// <summary>Lists the tensors of the file at <paramref name="path"/>, whose format is recognised by its contents.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    /// <exception cref="InvalidDataException">It is of no such format, damaged or refused; the message says why, in one line.</exception>
    public static WeightFileSummary Of(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (ReadOnnx(path) is { } onnx) return onnx;
        using var contents = WeightFile.Open(path);
        return new WeightFileSummary(
            FormatNames[contents.Format],
            [.. contents.Tensors.Select(pair => new TensorSummary(pair.Key, SafetensorsTypes.NameOf(pair.Value.Type), pair.Value.Shape))]);
    }

    /// <summary>The initialisers of an ONNX model; null when the file is something else.</summary>
    static WeightFileSummary? ReadOnnx(string path)
    {
        using var file = new FileBytes(path);
        if (WeightFile.Recognise(file) is not null) return null;
        Span<byte> first = stackalloc byte[1];
        if (file.Length == 0) return null;
        file.Read(0, first);
        if (!OnnxInitializers.MayBegin(first[0])) return null;
        try
        {
            return new WeightFileSummary("ONNX model", OnnxInitializers.Read(file, new ReadBudget(file.Length)));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"'{path}' is no weight file of a known format; read as an ONNX model: {e.Message}", e);
        }
    }
}
