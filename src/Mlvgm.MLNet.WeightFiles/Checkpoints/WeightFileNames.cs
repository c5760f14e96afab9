using Mlvgm.MLNet.WeightFiles.Pickle;

namespace Mlvgm.MLNet.WeightFiles.Checkpoints;

/// <summary>Every Python name that a weight file may mention. What is not here is refused by name.</summary>
static class WeightFileNames
{
    public static AllowList Allowed { get; } = new(
    [
        .. PythonRules.All,
        .. TorchRules.All,
        .. NumpyRules.All,
        .. ObjectRules.All,
    ]);
}
