using Mlvgm.MLNet.Frameworks.BarlowTwins;
using Mlvgm.MLNet.Frameworks.Byol;
using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.Dino;
using Mlvgm.MLNet.Frameworks.MoCoV3;
using Mlvgm.MLNet.Frameworks.SimClr;
using Mlvgm.MLNet.Frameworks.SimSiam;
using Mlvgm.MLNet.Frameworks.VicReg;
using Mlvgm.MLNet.Registries;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Frameworks;

/// <summary>The frameworks by name, each as its default options. A new one is a folder and a line here; users of the library register theirs.</summary>
/// <example>See <c>examples/ApiTour/EveryFramework.cs</c>.</example>
public static class FrameworkRegistry
{
    /// <summary>Every framework.</summary>
    public static Registry<FrameworkOptions> All { get; } = Choices.Of<FrameworkOptions>(
        "framework",
        new BarlowTwinsOptions(),
        new ByolOptions(),
        new DinoOptions(),
        new MoCoV3Options(),
        new SimClrOptions(),
        new SimSiamOptions(),
        new VicRegOptions());
}
