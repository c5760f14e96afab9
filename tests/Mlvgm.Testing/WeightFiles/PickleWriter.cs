using System.Buffers.Binary;
using System.Text;

namespace Mlvgm.Testing.WeightFiles;

/// <summary>Writes pickles instruction by instruction, good ones and bad.</summary>
public sealed class PickleWriter
{
    readonly MemoryStream _bytes = new();

    public PickleWriter(byte protocol = 2) => Raw(0x80, protocol);

    public static byte[] Write(Action<PickleWriter> value, byte protocol = 2)
    {
        var writer = new PickleWriter(protocol);
        value(writer);
        return writer.Op('.').ToArray();
    }

    public byte[] ToArray() => _bytes.ToArray();

    public PickleWriter Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public PickleWriter Op(char code) => Raw((byte)code);

    public PickleWriter Global(string module, string name) => Op('c').Raw(Encoding.UTF8.GetBytes($"{module}\n{name}\n"));

    public PickleWriter StackGlobal(string module, string name) => Text(module).Text(name).Raw(0x93);

    public PickleWriter Text(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        return Op('X').Int32(utf8.Length).Raw(utf8);
    }

    public PickleWriter Bytes(byte[] bytes) => Op('B').Int32(bytes.Length).Raw(bytes);

    public PickleWriter Int(long value)
    {
        if (value is >= 0 and < 256) return Op('K').Raw((byte)value);
        if (value is >= int.MinValue and <= int.MaxValue) return Op('J').Int32((int)value);
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Raw(0x8a, 8).Raw(bytes);
    }

    public PickleWriter Ints(params long[] values) => Tuple([.. values.Select(value => (Action<PickleWriter>)(w => w.Int(value)))]);

    public PickleWriter Bool(bool value) => Raw(value ? (byte)0x88 : (byte)0x89);

    public PickleWriter None() => Op('N');

    public PickleWriter Put(uint index) => Op('r').Int32((int)index);

    public PickleWriter Get(uint index) => Op('j').Int32((int)index);

    public PickleWriter Tuple(params Action<PickleWriter>[] items) => Sequence(items).Op('t');

    public PickleWriter List(params Action<PickleWriter>[] items) => Op(']').Sequence(items).Op('e');

    public PickleWriter Dictionary(params (string Key, Action<PickleWriter> Value)[] entries) => Op('}').Entries(entries);

    public PickleWriter OrderedDictionary(params (string Key, Action<PickleWriter> Value)[] entries) =>
        Global("collections", "OrderedDict").Op(')').Op('R').Entries(entries);

    /// <summary>Writes a value in the middle of a chain.</summary>
    public PickleWriter Invoke(Action<PickleWriter> value)
    {
        value(this);
        return this;
    }

    /// <summary>Calls a global with arguments.</summary>
    public PickleWriter Call(string module, string name, params Action<PickleWriter>[] arguments) =>
        Global(module, name).Tuple(arguments).Op('R');

    /// <summary>An instance with attributes.</summary>
    public PickleWriter Object(string module, string name, params (string Key, Action<PickleWriter> Value)[] state) =>
        Global(module, name).Op(')').Raw(0x81).Dictionary(state).Op('b');

    public PickleWriter Storage(string type, string key, long elements, bool legacy = false) => Tuple(
        [w => w.Text("storage"), w => w.Global("torch", type), w => w.Text(key), w => w.Text("cpu"), w => w.Int(elements),
            .. legacy ? new Action<PickleWriter>[] { w => w.None() } : []]).Op('Q');

    public PickleWriter Tensor(Action<PickleWriter> storage, long offset, long[] shape, long[] strides) => Call(
        "torch._utils", "_rebuild_tensor_v2", storage, w => w.Int(offset), w => w.Ints(shape), w => w.Ints(strides), w => w.Bool(false),
        w => w.OrderedDictionary());

    public PickleWriter Parameter(Action<PickleWriter> tensor) =>
        Call("torch._utils", "_rebuild_parameter", tensor, w => w.Bool(true), w => w.OrderedDictionary());

    PickleWriter Entries((string Key, Action<PickleWriter> Value)[] entries) =>
        Sequence([.. entries.Select(entry => (Action<PickleWriter>)(w => entry.Value(w.Text(entry.Key))))]).Op('u');

    PickleWriter Sequence(Action<PickleWriter>[] items)
    {
        Op('(');
        foreach (var item in items) item(this);
        return this;
    }

    PickleWriter Int32(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return Raw(bytes);
    }
}
