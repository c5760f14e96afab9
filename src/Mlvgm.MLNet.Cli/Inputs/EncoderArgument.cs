using System.CommandLine;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>An encoder, named by a shipped model or by the path of an <c>encoder.onnx</c>.</summary>
static class EncoderArgument
{
    public static Argument<string> Create() => new("encoder") { Description = "A shipped encoder (see mlvgm list), or the path of an encoder.onnx." };

    public static Argument<string[]> CreateMany() => new("encoders")
    {
        Description = "Shipped encoders (see mlvgm list), or paths of encoder.onnx.", Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>The file of an encoder.</summary>
    /// <exception cref="FileNotFoundException">There is neither a shipped encoder nor a file of that name.</exception>
    public static string FileOf(string nameOrPath)
    {
        if (ShippedModels.EncoderFileOf(nameOrPath) is { } file) return file;
        var shipped = ShippedModels.Encoders;
        string available = shipped.Count == 0 ? "none" : string.Join(", ", shipped.Select(entry => entry.Name));
        throw new FileNotFoundException($"There is no encoder '{nameOrPath}': no file has that name. Shipped encoders: {available}.", nameOrPath);
    }
}
