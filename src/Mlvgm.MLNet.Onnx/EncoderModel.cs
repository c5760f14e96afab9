using Mlvgm.MLNet.Onnx.Sessions;

namespace Mlvgm.MLNet.Onnx;

/// <summary>Opens models that have the form of an encoder.</summary>
static class EncoderModel
{
    /// <exception cref="InvalidDataException">The model has more than one input or output.</exception>
    public static OnnxModel Open(string path, int? gpuDeviceId = null)
    {
        var model = new OnnxModel(path, gpuDeviceId);
        if (model.Inputs.Count == 1 && model.Outputs.Count == 1) return model;
        model.Dispose();
        throw new InvalidDataException(
            $"'{model.Path}' is no encoder: it has the inputs {string.Join(", ", model.Inputs)} and the outputs " +
            $"{string.Join(", ", model.Outputs)}, where one of each is expected.");
    }
}
