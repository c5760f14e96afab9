using System.Runtime.InteropServices;
using System.Text;
using Mlvgm.Testing.WeightFiles;

namespace Mlvgm.Testing.TorchScript;

/// <summary>Writes a TorchScript archive without Python: a module of one weight, and the source of its <c>forward</c>.</summary>
public static class TinyScript
{
    /// <summary>The weight: 4 x 48.</summary>
    public static float[] Weight { get; } = [.. Enumerable.Range(0, 4 * 48).Select(i => MathF.Sin(i))];

    /// <summary>tanh of a linear map of z0, as an image, plus the mean channel of z1.</summary>
    public const string Body = """
            image = torch.reshape(torch.matmul(z0, self.weight), [-1, 3, 4, 4])
            return torch.tanh(torch.add(image, torch.mean(z1, [1], True)))
        """;

    public const string Description = """
        {
          "latents": [
            { "name": "z0", "shape": [4], "prior": { "truncation": 2 } },
            { "name": "z1", "shape": [2, 4, 4] }
          ],
          "groups": [{ "name": "all", "latents": ["z0", "z1"] }],
          "imageShape": [3, 4, 4],
          "outputRange": [-1, 1]
        }
        """;

    /// <summary>Writes script and description, and returns the script's path.</summary>
    public static string Write(string folder, string name = "tiny.pt", string body = Body, string returns = "Tensor", string? description = Description)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path, Archive(body, returns));
        if (description is not null) File.WriteAllText(Path.ChangeExtension(path, ".json"), description);
        return path;
    }

    /// <summary>An archive with the weight and these texts as its code: the first as its only module, the others beside it.</summary>
    public static byte[] OfCode(string code, params (string Name, string Code)[] more) => ZipWriter.Write(
    [
        new ZipPart("tiny/data.pkl", PickleWriter.Write(w => w.Object("__torch__", "Tiny", ("training", v => v.Bool(false)), ("weight", Tensor)))),
        new ZipPart("tiny/code/__torch__.py", Encoding.UTF8.GetBytes(code)),
        new ZipPart("tiny/data/0", MemoryMarshal.AsBytes<float>(Weight).ToArray()),
        new ZipPart("tiny/constants.pkl", PickleWriter.Write(w => w.Op(')'))),
        new ZipPart("tiny/version", "3\n"u8.ToArray()),
        .. more.Select(part => new ZipPart($"tiny/{part.Name}", Encoding.UTF8.GetBytes(part.Code))),
    ]);

    // libtorch's own unpickler takes no entries after the hooks' dictionary, not even none.
    static void Tensor(PickleWriter writer) => writer.Call(
        "torch._utils", "_rebuild_tensor_v2", w => w.Storage("FloatStorage", "0", Weight.Length), w => w.Int(0), w => w.Ints(4, 48),
        w => w.Ints(48, 1), w => w.Bool(false), w => w.Global("collections", "OrderedDict").Op(')').Op('R'));

    static byte[] Archive(string body, string returns) => OfCode($"""
        class Tiny(Module):
          __parameters__ = ["weight", ]
          __buffers__ = []
          training : bool
          weight : Tensor
          def forward(self: __torch__.Tiny,
            z0: Tensor,
            z1: Tensor) -> {returns}:
        {body}

        """);
}
