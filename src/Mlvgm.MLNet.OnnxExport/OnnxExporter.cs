using Google.Protobuf;
using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxExport.Parity;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxExport;

/// <summary>Exports TorchSharp modules to ONNX: operator set 17, IR version 8, a batch dimension of any size.</summary>
/// <remarks>
/// A module is exported as it computes in evaluation mode, and is left in the mode it was in. Unless told otherwise, the graph is
/// then run by ONNX Runtime on random inputs at batch 1 and 5 and compared with the module; a file appears only when they agree.
/// </remarks>
/// <example>See <c>examples/ApiTour/ExportedModule.cs</c>.</example>
public static class OnnxExporter
{
    /// <summary>Exports a module with one input and one output to a file.</summary>
    /// <param name="module">An <see cref="IOnnxExportable"/>, or a layer that the exporter knows.</param>
    /// <param name="path">The file to write; an older one is replaced only once the new one is complete and has passed the check.</param>
    /// <param name="options">Names, shapes and settings.</param>
    /// <exception cref="NotSupportedException">A part of the module cannot be expressed; the message names its path and type.</exception>
    /// <exception cref="OnnxParityException">The graph differs from the module by more than the tolerance.</exception>
    /// <exception cref="InvalidOperationException">The module has other inputs or outputs than the options say, or the program has no
    /// native ONNX Runtime.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static OnnxExportResult Export(nn.Module<Tensor, Tensor> module, string path, OnnxExportOptions options) =>
        Export(module, Single(module), path, options);

    /// <summary>Exports a module with one input and one output to a stream.</summary>
    /// <inheritdoc cref="Export(nn.Module{Tensor, Tensor}, string, OnnxExportOptions)"/>
    public static OnnxExportResult Export(nn.Module<Tensor, Tensor> module, Stream stream, OnnxExportOptions options) =>
        Export(module, Single(module), stream, options);

    /// <summary>Exports a module with any number of inputs and outputs to a file.</summary>
    /// <param name="module">An <see cref="IOnnxExportable"/>.</param>
    /// <param name="forward">Calls the module: inputs [batch, ..shape] to outputs [batch, ..]; the graph is compared with it.</param>
    /// <param name="path">The file to write.</param>
    /// <param name="options">Names, shapes and settings.</param>
    /// <inheritdoc cref="Export(nn.Module{Tensor, Tensor}, string, OnnxExportOptions)"/>
    public static OnnxExportResult Export(
        nn.Module module, Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> forward, string path, OnnxExportOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var (bytes, result) = Build(module, forward, options);
        string full = Path.GetFullPath(path);
        ModelFile.Write(full, bytes);
        return result with { Path = full };
    }

    /// <summary>Exports a module with any number of inputs and outputs to a stream.</summary>
    /// <inheritdoc cref="Export(nn.Module, Func{IReadOnlyList{Tensor}, IReadOnlyList{Tensor}}, string, OnnxExportOptions)"/>
    public static OnnxExportResult Export(
        nn.Module module, Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> forward, Stream stream, OnnxExportOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var (bytes, result) = Build(module, forward, options);
        stream.Write(bytes);
        return result;
    }

    static Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> Single(nn.Module<Tensor, Tensor> module)
    {
        ArgumentNullException.ThrowIfNull(module);
        return inputs => [module.forward(inputs[0])];
    }

    static (byte[] Bytes, OnnxExportResult Result) Build(
        nn.Module module, Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> forward, OnnxExportOptions options)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using var evaluation = new EvaluationMode(module);
        var reference = new ReferenceModule(module, forward, options.Inputs, options.OutputNames);
        var model = ModelBuilder.Build(module, options, reference.OutputShapes());
        byte[] bytes = model.ToByteArray();
        OutputDifference? difference = options.ParityCheck == ParityCheck.Skip ? null : reference.LargestDifference(bytes);
        if (options.ParityCheck == ParityCheck.Enforce && !(difference?.Scaled <= options.Tolerance))
            throw new OnnxParityException(
                $"The exported graph differs from the module {module.GetName()} by {difference?.Absolute:g3}, more than the tolerance " +
                $"{options.Tolerance:g3}. No file was written. Correct the module's {nameof(IOnnxExportable.Export)}, or set " +
                $"{nameof(OnnxExportOptions.Tolerance)}.", difference!.Value.Absolute);
        return (bytes, new OnnxExportResult(null, difference?.Absolute, model.Graph.Node.Count));
    }
}
