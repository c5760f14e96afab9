using System.Text;
using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Text;

namespace Mlvgm.MLNet.WeightFiles.Pickle;

using Rule = KeyValuePair<(string Module, string Name), GlobalRule>;

/// <summary>Names of Python's own library: containers, and bytes as protocol 2 writes them.</summary>
static class PythonRules
{
    static readonly GlobalRule Set = new(ToList);
    static readonly GlobalRule Bytes = new(EmptyBytes);

    public static IEnumerable<Rule> All =>
    [
        new(("collections", "OrderedDict"), new GlobalRule(ToDictionary)),
        new(("collections", "Counter"), new GlobalRule(ToDictionary)),
        new(("builtins", "set"), Set),
        new(("builtins", "frozenset"), Set),
        new(("builtins", "bytes"), Bytes),
        new(("__builtin__", "set"), Set),
        new(("__builtin__", "frozenset"), Set),
        new(("__builtin__", "bytes"), Bytes),
        new(("_codecs", "encode"), new GlobalRule(Encode)),
    ];

    /// <summary><c>OrderedDict()</c>, <c>OrderedDict([(key, value), ...])</c> or <c>Counter({...})</c>.</summary>
    static PickledDictionary ToDictionary(PickledTuple arguments, ReadBudget budget)
    {
        if (arguments is [PickledDictionary given]) return given;
        var dictionary = new PickledDictionary();
        if (arguments.Count == 0) return dictionary;
        var pairs = arguments.Get<PickledList>(0);
        budget.Charge(200L * pairs.Count);
        foreach (object? pair in pairs)
        {
            if (pair is not IReadOnlyList<object?> { Count: 2 } entry || entry[0] is not { } key)
                throw new InvalidDataException("an entry is no pair of a key and a value.");
            dictionary.Set(key, entry[1]);
        }
        return dictionary;
    }

    static PickledList ToList(PickledTuple arguments, ReadBudget budget)
    {
        if (arguments.Count == 0) return new PickledList();
        var items = arguments.Get<PickledList>(0);
        budget.Charge(24L * items.Count);
        return new PickledList(items);
    }

    static PickledBytes EmptyBytes(PickledTuple arguments, ReadBudget budget) => arguments.Count == 0
        ? new PickledBytes(new MemoryBytes([]))
        : throw new InvalidDataException("only empty bytes are written this way.");

    /// <summary><c>encode(text, 'latin1')</c>: how protocol 2 writes bytes.</summary>
    static PickledBytes Encode(PickledTuple arguments, ReadBudget budget)
    {
        string text = arguments.Get<string>(0);
        if (arguments.Get<string>(1) is not ("latin1" or "latin-1"))
            throw new InvalidDataException($"the encoding '{Printable.Of(arguments.Get<string>(1))}' is not read.");
        budget.Charge(text.Length + 80);
        if (text.AsSpan().IndexOfAnyExceptInRange('\0', '\u00ff') >= 0) throw new InvalidDataException("the text does not stand for bytes.");
        return new PickledBytes(new MemoryBytes(Encoding.Latin1.GetBytes(text)));
    }
}
