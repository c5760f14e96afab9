namespace Mlvgm.MLNet.Experiments.Inputs;

/// <summary>An encoder, named by a shipped model or by the path of an <c>encoder.onnx</c>, with or without a name of the user's own before it: <c>NAME=FILE</c>.</summary>
/// <example>See <c>examples/ApiTour/ShippedFiles.cs</c>.</example>
public static class NamedEncoder
{
    /// <summary>The file of an encoder.</summary>
    /// <param name="nameOrPath">A shipped encoder's name, a path, or <c>NAME=</c> and either.</param>
    /// <exception cref="ArgumentException">It has an equals sign without a name before it or a file behind, or a name with control characters.</exception>
    /// <exception cref="FileNotFoundException">There is neither a shipped encoder nor a file of that name.</exception>
    public static string PathOf(string nameOrPath)
    {
        string model = Split(nameOrPath).Model;
        if (ShippedModels.EncoderFileOf(model) is { } file) return file;
        var shipped = ShippedModels.Encoders;
        string available = shipped.Count == 0 ? "none" : string.Join(", ", shipped.Select(entry => entry.Name));
        string named = model == nameOrPath ? "" : $" '{nameOrPath}' was read as NAME=FILE.";
        throw new FileNotFoundException($"There is no encoder '{model}': no file has that name.{named} Shipped encoders: {available}.", model);
    }

    /// <summary>The name that the user gave, null where there is none, and the shipped encoder's name or path. A file that exists is a path, whatever its name.</summary>
    /// <inheritdoc cref="PathOf"/>
    internal static (string? Name, string Model) Split(string text) => !text.Contains('=', StringComparison.Ordinal) || File.Exists(text)
        ? (null, text)
        : NamedText.Split(text, "An encoder", "a shipped one, the path of a file, or NAME=FILE");
}
