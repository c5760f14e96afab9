namespace Mlvgm.MLNet.Experiments.Inputs;

/// <summary>An encoder, named by a shipped model or by the path of an <c>encoder.onnx</c>.</summary>
/// <example>See <c>examples/ApiTour/ShippedFiles.cs</c>.</example>
public static class NamedEncoder
{
    /// <summary>The file of an encoder.</summary>
    /// <exception cref="FileNotFoundException">There is neither a shipped encoder nor a file of that name.</exception>
    public static string PathOf(string nameOrPath)
    {
        if (ShippedModels.EncoderFileOf(nameOrPath) is { } file) return file;
        var shipped = ShippedModels.Encoders;
        string available = shipped.Count == 0 ? "none" : string.Join(", ", shipped.Select(entry => entry.Name));
        throw new FileNotFoundException($"There is no encoder '{nameOrPath}': no file has that name. Shipped encoders: {available}.", nameOrPath);
    }
}
