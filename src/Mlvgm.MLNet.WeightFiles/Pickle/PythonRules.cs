using System.Numerics;
using Mlvgm.MLNet.WeightFiles.Bytes;
using Mlvgm.MLNet.WeightFiles.Text;

namespace Mlvgm.MLNet.WeightFiles.Pickle;

using Rule = KeyValuePair<(string Module, string Name), GlobalRule>;

/// <summary>Names of Python's own library: containers, plain values, and bytes as protocol 2 writes them.</summary>
static class PythonRules
{
    static readonly string[] Builtins = ["builtins", "__builtin__"];

    /// <summary>Types that files mention, such as the factory of a <c>defaultdict</c> or the type of an option.</summary>
    static readonly string[] Types =
        ["bool", "int", "float", "str", "list", "tuple", "dict", "type", "long", "unicode", "basestring", "NotImplemented", "Ellipsis"];

    static readonly string[] Paths = ["PurePath", "PurePosixPath", "PureWindowsPath", "Path", "PosixPath", "WindowsPath"];

    static readonly GlobalRule Mentioned = new();
    static readonly GlobalRule Path = new(ToPath);

    public static IEnumerable<Rule> All =>
    [
        new(("collections", "OrderedDict"), new GlobalRule(ToDictionary)),
        new(("collections", "Counter"), new GlobalRule(ToDictionary)),
        new(("collections", "defaultdict"), new GlobalRule((_, _) => new PickledDictionary())),
        new(("collections", "deque"), new GlobalRule(ToDeque)),
        new(("_codecs", "encode"), new GlobalRule(Encode)),
        .. Paths.Select(name => new Rule(("pathlib", name), Path)),
        .. Paths.Select(name => new Rule(("pathlib._local", name), Path)),
        .. Builtins.SelectMany(OfBuiltins),
    ];

    static Rule[] OfBuiltins(string module) =>
    [
        new((module, "set"), new GlobalRule(ToList)),
        new((module, "frozenset"), new GlobalRule(ToList)),
        new((module, "bytes"), new GlobalRule(EmptyBytes)),
        new((module, "bytearray"), new GlobalRule(ToBytes)),
        new((module, "complex"), new GlobalRule((arguments, _) => new Complex(arguments.Get<double>(0), arguments.Get<double>(1)))),
        new((module, "getattr"), new GlobalRule((arguments, context) => MemberOf(module, arguments, context)) { MustBeCalled = true }),
        new((module, "object"), Record(module, "object", 0)),
        .. new[] { "slice", "range", "xrange" }.Select(name => new Rule((module, name), Record(module, name, 3))),
        .. Types.Select(name => new Rule((module, name), Mentioned)),
    ];

    /// <summary>
    /// <c>getattr(class, 'NAME')</c>: how Python 3.11 writes members of enumerations, and protocols below 4 nested classes. The name of the member, and
    /// nothing else: what has an attribute that is no plain name, or of a class that is known here, is refused.
    /// </summary>
    static PickledGlobal MemberOf(string module, PickledTuple arguments, PickleContext context)
    {
        if (arguments is not [PickledGlobal { Rule.Unknown: true } type, string member] || RefusedNames.Contains(type.Module, $"{type.Name}.{member}"))
            throw RefusedNames.Error(module, "getattr");
        var found = new PickledGlobal(type.Module, $"{type.Name}.{member}", UnknownRules.For(type.Module, $"{type.Name}.{member}"));
        context.Budget.Charge(64 + 2 * found.Name.Length);
        context.Ignored.Add(found, objects: 0);
        return found;
    }

    /// <summary>A value that is its own arguments, such as a slice.</summary>
    static GlobalRule Record(string module, string name, int arguments)
    {
        PickledObject Make(PickledTuple given) => given.Count <= arguments
            ? new PickledObject(module, name) { Arguments = given }
            : throw new InvalidDataException($"{given.Count} arguments are given; at most {arguments} are taken.");
        return new GlobalRule((given, _) => Make(given), (_, given) => Make(given));
    }

    /// <summary><c>OrderedDict()</c>, <c>OrderedDict([(key, value), ...])</c> or <c>Counter({...})</c>.</summary>
    static PickledDictionary ToDictionary(PickledTuple arguments, PickleContext context)
    {
        if (arguments is [PickledDictionary given]) return given;
        var dictionary = new PickledDictionary();
        if (arguments.Count == 0) return dictionary;
        var pairs = arguments.Get<PickledList>(0);
        context.Budget.Charge(200L * pairs.Count);
        foreach (object? pair in pairs)
        {
            if (pair is not IReadOnlyList<object?> { Count: 2 } entry || entry[0] is not { } key)
                throw new InvalidDataException("an entry is no pair of a key and a value.");
            dictionary.Set(key, entry[1]);
        }
        return dictionary;
    }

    static PickledList ToList(PickledTuple arguments, PickleContext context)
    {
        if (arguments.Count == 0) return new PickledList();
        var items = arguments.Get<PickledList>(0);
        context.Budget.Charge(24L * items.Count);
        return new PickledList(items);
    }

    /// <summary><c>deque(items, length)</c>; items mostly follow one by one.</summary>
    static PickledList ToDeque(PickledTuple arguments, PickleContext context)
    {
        if (arguments.Count == 0 || arguments[0] is PickledTuple { Count: 0 }) return new PickledList();
        return ToList(new PickledTuple([arguments.Get<PickledList>(0)]), context);
    }

    /// <summary>The parts of a path, joined as text.</summary>
    static string ToPath(PickledTuple arguments, PickleContext context)
    {
        string[] parts = [.. Enumerable.Range(0, arguments.Count).Select(arguments.Get<string>)];
        context.Budget.Charge(2L * parts.Sum(part => part.Length + 1) + 32);
        bool separated = parts is [[.., '/' or '\\'], ..];
        return parts.Length == 0 ? "." : separated ? parts[0] + string.Join('/', parts[1..]) : string.Join('/', parts);
    }

    /// <summary><c>bytearray(bytes)</c>, or <c>bytearray(text, 'latin-1')</c> of protocol 2.</summary>
    static PickledBytes ToBytes(PickledTuple arguments, PickleContext context) => arguments switch
    {
        [] => new PickledBytes(new MemoryBytes([])),
        [PickledBytes bytes] => bytes,
        _ => Encode(arguments, context),
    };

    static PickledBytes EmptyBytes(PickledTuple arguments, PickleContext context) => arguments.Count == 0
        ? new PickledBytes(new MemoryBytes([]))
        : throw new InvalidDataException("only empty bytes are written this way.");

    /// <summary><c>encode(text, 'latin1')</c>: how protocol 2 writes bytes.</summary>
    static PickledBytes Encode(PickledTuple arguments, PickleContext context)
    {
        string text = arguments.Get<string>(0);
        if (arguments.Get<string>(1) is not ("latin1" or "latin-1"))
            throw new InvalidDataException($"the encoding '{Printable.Of(arguments.Get<string>(1))}' is not read.");
        return PickledBytes.OfLatin1(text, context.Budget);
    }
}
