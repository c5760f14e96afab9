using Mlvgm.MLNet.Frameworks;
using Mlvgm.MLNet.Registries;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Augmentation;
using Mlvgm.MLNet.Torch.Backbones;
using Mlvgm.MLNet.Training.Monitors;
using Mlvgm.MLNet.Views;

namespace BringYourOwn;

/// <summary>Gives the parts names: <c>mlvgm --extension BringYourOwn.dll train ... --framework Alignment</c> knows them then.</summary>
public sealed class OwnExtension : IExtension
{
    /// <inheritdoc/>
    public void Register()
    {
        FrameworkRegistry.All.Register(new AlignmentOptions());
        BackboneRegistry.All.Register(new ThreeLayersOptions());
        AugmentationRegistry.All.Register(new QuarterTurnsOptions());
        PerturbationRegistry.Register(BlendPerturbation.Kind);
        MonitorRegistry.All.Register(new LiveFeaturesOptions());
    }
}
