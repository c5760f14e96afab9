using Mlvgm.MLNet.WeightFiles.Text;

namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <summary>
/// The Python names that a pickle may mention, and the data that stands for each (docs/method/weight-formats.md#reading-safely). Names are compared as
/// text; there is nothing here that could look one up in a Python installation or run it.
/// </summary>
/// <param name="rules">The names with what they stand for; PyTorch's layers and the paper's walkers are allowed besides.</param>
sealed class AllowList(IEnumerable<KeyValuePair<(string Module, string Name), GlobalRule>> rules)
{
    readonly Dictionary<(string Module, string Name), GlobalRule> _rules = new(rules);

    /// <summary>The name as a value.</summary>
    /// <exception cref="InvalidDataException">It is not on the list; the message names it.</exception>
    public PickledGlobal Find(string module, string name)
    {
        if (_rules.TryGetValue((module, name), out var rule)) return new PickledGlobal(module, name, rule);
        if (ObjectRules.IsModuleClass(module, name)) return new PickledGlobal(module, name, ObjectRules.Inert);
        throw new InvalidDataException(
            $"it names '{Printable.Of($"{module}.{name}")}', which is not on the list of what a weight file may name; nothing was run.");
    }
}
