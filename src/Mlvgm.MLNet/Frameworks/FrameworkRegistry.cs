using Mlvgm.MLNet.Frameworks.Byol;
using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.SimClr;
using Mlvgm.MLNet.Frameworks.SimSiam;
using Mlvgm.MLNet.Registries;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Frameworks;

/// <summary>The frameworks by name, each as its default options. A new one is a folder and a line here; users of the library register theirs.</summary>
public static class FrameworkRegistry
{
    /// <summary>Every framework.</summary>
    public static Registry<FrameworkOptions> All { get; } = Choices.Of<FrameworkOptions>(
        "framework",
        new ByolOptions(),
        new SimClrOptions(),
        new SimSiamOptions());
}
