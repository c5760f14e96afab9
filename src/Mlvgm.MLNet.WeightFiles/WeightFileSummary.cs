using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Onnx;
using Mlvgm.MLNet.WeightFiles.Pickle;
using Mlvgm.MLNet.WeightFiles.Scripts;
using Mlvgm.MLNet.WeightFiles.Tensors;

namespace Mlvgm.MLNet.WeightFiles;

/// <summary>The tensors of a weight file or an ONNX model, listed without loading TorchSharp, reading the numbers or running anything.</summary>
/// <param name="Format">The format, in words.</param>
/// <param name="Tensors">The tensors, in the order of the file.</param>
/// <example>See <c>examples/ApiTour/WeightsOfStrangers.cs</c>.</example>
public sealed record WeightFileSummary(string Format, IReadOnlyList<TensorSummary> Tensors)
{
    /// <summary>The classes and functions that the file names and of which nothing is known; they were never called.</summary>
    public IReadOnlyList<IgnoredName> Ignored { get; init; } = [];

    /// <summary>What the code in a TorchScript may do; null for files without code.</summary>
    public ScriptCode? Code { get; init; }

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
        if (ScriptCode.Find(path) is { } code) return ReadScript(path, code);
        using var contents = WeightFile.Open(path);
        return new WeightFileSummary(FormatNames[contents.Format], List(contents)) { Ignored = contents.Ignored };
    }

    static IReadOnlyList<TensorSummary> List(WeightFileContents contents) =>
        [.. contents.Tensors.Select(pair => new TensorSummary(pair.Key, pair.Value.TypeName, pair.Value.Shape, pair.Value.Unreadable))];

    /// <summary>The parameters of a TorchScript. Its classes are its own code, which is told by <see cref="Code"/>.</summary>
    static WeightFileSummary ReadScript(string path, ScriptCode code)
    {
        using var contents = WeightFile.OpenScript(path);
        return new WeightFileSummary("TorchScript, a program", List(contents))
        {
            Ignored = [.. contents.Ignored.Where(name => !name.Name.StartsWith("__torch__.", StringComparison.Ordinal))],
            Code = code,
        };
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
