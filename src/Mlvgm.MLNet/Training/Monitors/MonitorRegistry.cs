using Mlvgm.MLNet.Registries;
using Mlvgm.MLNet.Settings;

namespace Mlvgm.MLNet.Training.Monitors;

/// <summary>The monitors by name, each as its default options. Users of the library register theirs.</summary>
/// <example>See <c>examples/BringYourOwn/OwnExtension.cs</c>.</example>
public static class MonitorRegistry
{
    /// <summary>Every monitor.</summary>
    public static Registry<MonitorOptions> All { get; } = Choices.Of<MonitorOptions>("monitor", new KnnMonitorOptions());
}
