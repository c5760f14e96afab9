using Microsoft.ML.OnnxRuntime;

namespace Mlvgm.MLNet.Onnx.Sessions;

/// <summary>An ONNX model in ONNX Runtime; safe to run from several threads at once.</summary>
sealed class OnnxModel : IDisposable
{
    readonly InferenceSession _session;
    readonly string[] _inputNames;
    readonly string[] _outputNames;
    bool _disposed;

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no ONNX model, is incomplete, or has tensors that are not supported.</exception>
    /// <exception cref="InvalidOperationException">The native ONNX Runtime is missing, or has no CUDA where a GPU is asked for.</exception>
    public OnnxModel(string path, int? gpuDeviceId = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = System.IO.Path.GetFullPath(path);
        if (!File.Exists(Path)) throw new FileNotFoundException($"There is no ONNX model '{Path}'.", Path);
        if (gpuDeviceId is { } device) OnnxProviders.RequireCuda(device);
        _session = Open(Path, gpuDeviceId);
        try
        {
            Inputs = [.. _session.InputNames.Select(name => OnnxTensor.From(Path, name, _session.InputMetadata[name]))];
            Outputs = [.. _session.OutputNames.Select(name => OnnxTensor.From(Path, name, _session.OutputMetadata[name]))];
            Metadata = _session.ModelMetadata.CustomMetadataMap;
        }
        catch
        {
            _session.Dispose();
            throw;
        }
        _inputNames = [.. Inputs.Select(input => input.Name)];
        _outputNames = [.. Outputs.Select(output => output.Name)];
    }

    public string Path { get; }

    public IReadOnlyList<OnnxTensor> Inputs { get; }

    public IReadOnlyList<OnnxTensor> Outputs { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Runs a batch and copies the first output.</summary>
    /// <param name="inputs">Per input, the samples one after another.</param>
    /// <param name="batch">Samples in the batch.</param>
    /// <param name="output">Receives [batch, ..shape] of the first output.</param>
    public void Run(IReadOnlyList<Memory<float>> inputs, int batch, Span<float> output)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var values = new List<OrtValue>(inputs.Count);
        try
        {
            foreach (var (tensor, samples) in Inputs.Zip(inputs))
            {
                long[] shape = [batch, .. tensor.Shape.Select(d => (long)d)];
                values.Add(OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, samples, shape));
            }
            using var options = new RunOptions();
            using var results = _session.Run(options, _inputNames, values, _outputNames);
            results[0].GetTensorDataAsSpan<float>().CopyTo(output);
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

    static InferenceSession Open(string path, int? gpuDeviceId)
    {
        try
        {
            // ONNX Runtime counts the host's physical cores, not the share of them that a container or a virtual machine has; .NET counts that share.
            using var options = new SessionOptions { IntraOpNumThreads = Environment.ProcessorCount };
            if (gpuDeviceId is { } device) options.AppendExecutionProvider_CUDA(device);
            return new InferenceSession(path, options);
        }
        catch (Exception e) when (OnnxProviders.IsMissingLibrary(e))
        {
            throw OnnxProviders.MissingLibrary(e);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidDataException(
                $"ONNX Runtime cannot load '{path}': the file is no ONNX model, or is incomplete or corrupt. It said: {e.Message}", e);
        }
    }
}
