using Mlvgm.Testing.WeightFiles;

namespace Mlvgm.MLNet.WeightFiles.Tests.Checkpoints;

/// <summary>Keys that are no text become part of a tensor's name as Python would print them.</summary>
public sealed class KeyTextTests : IDisposable
{
    readonly Opening _opening = new();

    public static TheoryData<string> Names => [.. Keys.Keys];

    static readonly Dictionary<string, Action<PickleWriter>> Keys = new()
    {
        ["text"] = w => w.Text("text"),
        ["-3"] = w => w.Int(-3),
        ["9223372036854775808"] = w => w.Raw(0x8a, 9, 0, 0, 0, 0, 0, 0, 0, 0x80, 0),
        ["0.5"] = Half,
        ["True"] = w => w.Bool(true),
        ["False"] = w => w.Bool(false),
        ["(None, 1)"] = w => w.Tuple(k => k.None(), k => k.Int(1)),
        ["()"] = w => w.Tuple(),
        ["(0.5,)"] = w => w.Tuple(Half),
        ["('a', (True, 2))"] = w => w.Tuple(k => k.Text("a"), k => k.Tuple(i => i.Bool(true), i => i.Int(2))),
        ["(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)"] = w => w.Ints(new long[32]),
        ["(33 items)"] = w => w.Ints(new long[33]),
        ["(((((((((...),),),),),),),),)"] = w => Nest(w, 9),
        ["3 bytes"] = w => w.Bytes([1, 2, 3]),
        ["torch.float16"] = w => w.Global("torch", "float16"),
        ["Level"] = w => w.Object("acme", "Level"),
        ["Level(1,)"] = w => w.Call("acme", "Level", a => a.Int(1)),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_key_of_any_kind_is_in_the_name(string name)
    {
        byte[] pickle = PickleWriter.Write(
            w => w.Dictionary(("state", s => s.Op('}').Invoke(Keys[name]).Tensor(t => t.Storage("ByteStorage", "0", 1), 0, [1], [1]).Op('s'))));
        using var contents = _opening.Open(SampleFiles.Archive(pickle, [("0", [7])]));
        Assert.Equal($"state/{name}", Assert.Single(contents.Tensors.Keys));
        Assert.Equal([7], contents[$"state/{name}"].ReadBytes());
    }

    public void Dispose() => _opening.Dispose();

    static void Half(PickleWriter w) => w.Op('G').Raw(0x3f, 0xe0, 0, 0, 0, 0, 0, 0);

    static void Nest(PickleWriter w, int depth)
    {
        if (depth == 0) w.Int(1);
        else w.Tuple(inner => Nest(inner, depth - 1));
    }
}
