using Mlvgm.MLNet.Torch.WeightFiles.Bytes;

namespace Mlvgm.MLNet.Torch.WeightFiles.Pickle;

/// <summary>
/// Python names that a weight file may mention, and the data that stands for each (docs/method/weight-formats.md#reading-safely). Names are compared as text;
/// there is nothing here that could look one up in a Python installation or run it.
/// </summary>
static class AllowList
{
    static readonly Dictionary<(string Module, string Name), GlobalRule> Rules = new(
    [
        .. PythonRules.All,
        .. TorchRules.All,
        .. NumpyRules.All,
        .. ObjectRules.All,
    ]);

    /// <summary>The name as a value.</summary>
    /// <exception cref="InvalidDataException">It is not on the list; the message names it.</exception>
    public static PickledGlobal Find(string module, string name)
    {
        if (Rules.TryGetValue((module, name), out var rule)) return new PickledGlobal(module, name, rule);
        if (ObjectRules.IsModuleClass(module, name)) return new PickledGlobal(module, name, ObjectRules.Inert);
        throw new InvalidDataException(
            $"it names '{Printable.Of($"{module}.{name}")}', which is not on the list of what a weight file may name; nothing was run.");
    }
}
