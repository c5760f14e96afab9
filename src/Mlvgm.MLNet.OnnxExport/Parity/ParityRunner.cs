using Microsoft.ML.OnnxRuntime;
using Mlvgm.MLNet.OnnxExport.Inputs;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxExport.Parity;

/// <summary>Runs an exported model in ONNX Runtime.</summary>
sealed class ParityRunner : IDisposable
{
    readonly InferenceSession _session;

    public ParityRunner(byte[] model)
    {
        try
        {
            NativeOnnxRuntime.TurnTelemetryOff();
            _session = new InferenceSession(model);
        }
        catch (Exception e) when (NativeOnnxRuntime.IsMissing(e))
        {
            throw new InvalidOperationException(
                "The check of the exported model needs the native ONNX Runtime. Add the package Microsoft.ML.OnnxRuntime (or " +
                "Microsoft.ML.OnnxRuntime.Gpu) to the program that runs, or set " +
                $"{nameof(ParityCheck)} to {nameof(ParityCheck.Skip)}.", e);
        }
        catch (OnnxRuntimeException e)
        {
            throw new OnnxParityException($"ONNX Runtime does not accept the exported graph: {e.Message}", double.NaN, e);
        }
    }

    /// <summary>The model's outputs for <paramref name="inputs"/>, as CPU tensors in the caller's dispose scope.</summary>
    public IReadOnlyList<Tensor> Run(IReadOnlyList<OnnxInput> names, IReadOnlyList<Tensor> inputs, IReadOnlyList<string> outputNames)
    {
        var values = inputs.Select(ToValue).ToList();
        try
        {
            using var options = new RunOptions();
            using var results = _session.Run(options, [.. names.Select(input => input.Name)], values, outputNames);
            return [.. results.Select(ToTensor)];
        }
        catch (OnnxRuntimeException e)
        {
            throw new OnnxParityException(
                $"ONNX Runtime cannot run the exported graph at batch {inputs[0].shape[0]}: {e.Message}", double.NaN, e);
        }
        finally
        {
            values.ForEach(value => value.Dispose());
        }
    }

    public void Dispose() => _session.Dispose();

    static Tensor ToTensor(OrtValue value) => tensor(value.GetTensorDataAsSpan<float>().ToArray(), value.GetTensorTypeAndShape().Shape);

    static OrtValue ToValue(Tensor input) => OrtValue.CreateTensorValueFromMemory(input.data<float>().ToArray(), input.shape);
}
