using Mlvgm.MLNet.Registries;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Torch.Backbones;

/// <summary>The backbones by name, each as its default options. A new one is a record and a line here; users of the library register theirs.</summary>
/// <example>See <c>examples/BringYourOwn/OwnExtension.cs</c>.</example>
public static class BackboneRegistry
{
    /// <summary>Every backbone.</summary>
    public static Registry<BackboneOptions> All { get; } =
        Choices.Of<BackboneOptions>("backbone", [.. ResNetOptions.Names.Select(name => new ResNetOptions(name)), new OnnxBackboneOptions()]);

    /// <summary>The backbone of a text that is no name but the path of a network, as the command line takes it.</summary>
    /// <param name="text">The path of a file called <c>.onnx</c>.</param>
    /// <returns>Its options; null where the text is no such path.</returns>
    public static OnnxBackboneOptions? OfFile(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) ? new OnnxBackboneOptions { Network = text } : null;
    }
}
