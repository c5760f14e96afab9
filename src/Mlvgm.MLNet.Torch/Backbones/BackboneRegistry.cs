using Mlvgm.MLNet.Registries;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Torch.Backbones;

/// <summary>The backbones by name, each as its default options. A new one is a record and a line here; users of the library register theirs.</summary>
/// <example>See <c>examples/BringYourOwn/OwnExtension.cs</c>.</example>
public static class BackboneRegistry
{
    /// <summary>Every backbone.</summary>
    public static Registry<BackboneOptions> All { get; } =
        Choices.Of<BackboneOptions>("backbone", ResNetOptions.Names.Select(name => new ResNetOptions(name)));
}
