namespace Mlvgm.MLNet.WeightFiles.Pickle;

/// <summary>
/// The Python names that a pickle mentions, and the data that stands for each (docs/method/weight-formats.md#reading-safely). Names are compared as
/// text; there is nothing here that could look one up in a Python installation or run it.
/// </summary>
/// <param name="rules">The known names with what they stand for; PyTorch's layers and the paper's walkers are known besides.</param>
sealed class AllowList(IEnumerable<KeyValuePair<(string Module, string Name), GlobalRule>> rules)
{
    readonly Dictionary<(string Module, string Name), GlobalRule> _rules = new(rules);

    /// <summary>The name as a value. One that is neither known nor refused becomes a record without behaviour, and is noted.</summary>
    /// <exception cref="InvalidDataException">It is one of those that run or load something; the message names it.</exception>
    public PickledGlobal Find(string module, string name, IgnoredNames ignored)
    {
        if (_rules.TryGetValue((module, name), out var rule)) return new PickledGlobal(module, name, rule);
        if (ObjectRules.IsModuleClass(module, name)) return new PickledGlobal(module, name, ObjectRules.Inert);
        if (RefusedNames.Contains(module, name)) throw RefusedNames.Error(module, name);
        var unknown = new PickledGlobal(module, name, UnknownRules.For(module, name));
        ignored.Add(unknown, objects: 0);
        return unknown;
    }
}
