using Microsoft.ML.OnnxRuntime;

namespace Mlvgm.MLNet.Onnx.Sessions;

/// <summary>An ONNX model in ONNX Runtime; safe to run from several threads at once.</summary>
sealed class OnnxModel : IDisposable
{
    readonly InferenceSession _session;
    readonly string[] _inputNames;
    readonly string[] _outputNames;
    readonly int? _fixedBatch;
    bool _disposed;

    /// <param name="path">The file.</param>
    /// <param name="gpuDeviceId">The CUDA device; null for the CPU.</param>
    /// <param name="inputShape">The shape of one input by the metadata, for graphs that leave it open; null where that is an error.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no ONNX model, is incomplete, or has tensors that are not supported.</exception>
    /// <exception cref="InvalidOperationException">The native ONNX Runtime is missing, or has no CUDA where a GPU is asked for.</exception>
    public OnnxModel(string path, int? gpuDeviceId = null, Func<IReadOnlyDictionary<string, string>, IReadOnlyList<int>?>? inputShape = null)
    {
        Path = Existing(path);
        if (gpuDeviceId is { } device) OnnxProviders.RequireCuda(device);
        _session = Open(Path, gpuDeviceId);
        try
        {
            Metadata = _session.ModelMetadata.CustomMetadataMap;
            var shape = inputShape?.Invoke(Metadata);
            Inputs = [.. _session.InputNames.Select(name => OnnxTensor.From(Path, name, _session.InputMetadata[name], shape))];
            Outputs = [.. _session.OutputNames.Select(name => OnnxTensor.From(Path, name, _session.OutputMetadata[name]))];
            _fixedBatch = BatchOf([.. Inputs, .. Outputs]);
        }
        catch
        {
            _session.Dispose();
            throw;
        }
        _inputNames = [.. Inputs.Select(input => input.Name)];
        _outputNames = [.. Outputs.Select(output => output.Name)];
    }

    /// <summary>What is said of a model beside its graph, which may have inputs and outputs of any kind.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no ONNX model, or is incomplete.</exception>
    /// <exception cref="InvalidOperationException">The native ONNX Runtime is missing.</exception>
    public static IReadOnlyDictionary<string, string> MetadataOf(string path)
    {
        using var session = Open(Existing(path), gpuDeviceId: null);
        return session.ModelMetadata.CustomMetadataMap;
    }

    public string Path { get; }

    public IReadOnlyList<OnnxTensor> Inputs { get; }

    public IReadOnlyList<OnnxTensor> Outputs { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The only number of samples that the graph takes at a time; null where it takes any.</summary>
    public int? FixedBatch => _fixedBatch;

    /// <summary>Runs samples and copies the first output; a graph of a fixed batch runs as often as they need, the last time with zeros after them.</summary>
    /// <param name="inputs">Per input, the samples one after another.</param>
    /// <param name="batch">Samples in the batch.</param>
    /// <param name="output">Receives [batch, ..shape] of the first output.</param>
    public void Run(IReadOnlyList<Memory<float>> inputs, int batch, Span<float> output)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_fixedBatch is not { } size || size == batch)
        {
            RunOnce(inputs, batch, output);
            return;
        }
        int outputSize = Outputs[0].Size;
        for (int start = 0; start < batch; start += size)
        {
            int count = Math.Min(size, batch - start);
            Memory<float>[] part = [.. Inputs.Zip(inputs, (tensor, samples) => Padded(samples.Slice(start * tensor.Size, count * tensor.Size), size * tensor.Size))];
            RunOnce(part, size, output.Slice(start * outputSize, count * outputSize));
        }
    }

    static Memory<float> Padded(Memory<float> samples, int length)
    {
        if (samples.Length == length) return samples;
        float[] padded = new float[length];
        samples.CopyTo(padded);
        return padded;
    }

    /// <exception cref="InvalidDataException">The tensors have different fixed batches.</exception>
    int? BatchOf(IEnumerable<OnnxTensor> tensors)
    {
        int[] sizes = [.. tensors.Select(tensor => tensor.FixedBatch).OfType<int>().Distinct()];
        return sizes.Length < 2
            ? sizes.Length == 0 ? null : sizes[0]
            : throw new InvalidDataException(
                $"'{Path}' has tensors with batches of {string.Join(" and ", sizes)}. Export it with a dynamic first dimension of every input and output.");
    }

    void RunOnce(IReadOnlyList<Memory<float>> inputs, int batch, Span<float> output)
    {
        var values = new List<OrtValue>(inputs.Count);
        try
        {
            foreach (var (tensor, samples) in Inputs.Zip(inputs)) values.Add(tensor.ToValue(samples, batch));
            using var options = new RunOptions();
            using var results = _session.Run(options, _inputNames, values, _outputNames);
            Outputs[0].CopyTo(results[0], output);
        }
        finally
        {
            values.ForEach(value => value.Dispose());
        }
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _session.Dispose();
    }

    static string Existing(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string full = System.IO.Path.GetFullPath(path);
        return File.Exists(full) ? full : throw new FileNotFoundException($"There is no ONNX model '{full}'.", full);
    }

    static InferenceSession Open(string path, int? gpuDeviceId)
    {
        try
        {
            NativeOnnxRuntime.TurnTelemetryOff();
            // ONNX Runtime counts the host's physical cores, not the share of them that a container or a virtual machine has; .NET counts that share.
            using var options = new SessionOptions { IntraOpNumThreads = Environment.ProcessorCount };
            if (gpuDeviceId is { } device) options.AppendExecutionProvider_CUDA(device);
            return new InferenceSession(path, options);
        }
        catch (Exception e) when (NativeOnnxRuntime.IsMissing(e))
        {
            throw OnnxProviders.MissingLibrary(e);
        }
        catch (OnnxRuntimeException e)
        {
            // What may not be read is no fault of its contents, and .NET says so.
            File.OpenHandle(path).Dispose();
            throw new InvalidDataException(
                $"ONNX Runtime cannot load '{path}': the file is no ONNX model, or is incomplete or corrupt. It said: {e.Message}", e);
        }
    }
}
