using Mlvgm.MLNet.WeightFiles.Pickle;

namespace Mlvgm.MLNet.WeightFiles.Checkpoints;

/// <summary>The Python names that are known. What is not here becomes a record, or is refused by its name (<see cref="RefusedNames"/>).</summary>
static class WeightFileNames
{
    public static AllowList Allowed { get; } = new(
    [
        .. PythonRules.All,
        .. TorchRules.All,
        .. TensorRules.All,
        .. ScriptRules.All,
        .. NumpyRules.All,
        .. ObjectRules.All,
    ]);
}
