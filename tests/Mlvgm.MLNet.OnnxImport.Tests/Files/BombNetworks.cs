using Mlvgm.Testing.Onnx;

namespace Mlvgm.MLNet.OnnxImport.Tests.Files;

/// <summary>Files of some hundred bytes that ask for terabytes, or for years.</summary>
static class BombNetworks
{
    const long Large = 1L << 40;

    public static IReadOnlyList<(string Name, ModelWriter Writer)> All { get; } =
    [
        ("a constant", Images().Integers("s", Large).Node("ConstantOfShape", ["s"], "c").Node("Add", ["x", "c"], "y")),
        ("a range", Images().Floats("from", [], 0).Floats("to", [], 1e12f).Floats("by", [], 1).Node("Range", ["from", "to", "by"], "r")
            .Node("Add", ["x", "r"], "y")),
        ("an expansion", Images().Integers("s", Large, 1, 1, 1, 1).Node("Expand", ["x", "s"], "e").Node("Exp", ["e"], "y")),
        ("a repetition", Images().Integers("s", 1, 1 << 20, 1 << 20, 1).Node("Tile", ["x", "s"], "y")),
        ("constant pads", Images().Integers("s", 0, 0, 1 << 20, 1 << 20, 0, 0, 0, 0).Node("Pad", ["x", "s"], "y")),
        ("a resizing", Images().Floats("s", [4], 1, 1, 1e6f, 1e6f).Node("Resize", ["x", "", "s"], "y")),
        ("a resizing by sizes", Images().Integers("s", 1, 2, 1 << 20, 1 << 20).Node("Resize", ["x", "", "", "s"], "y")),
        ("a sum that broadcasts", Images().Integers("s", 1 << 20).Node("ConstantOfShape", ["s"], "row").Integers("t", 1 << 20, 1)
            .Node("Reshape", ["row", "t"], "column").Node("Add", ["row", "column"], "square").Node("Add", ["x", "square"], "y")),
        ("a choice that broadcasts", Images().Integers("s", 1 << 20).Node("ConstantOfShape", ["s"], "row").Integers("t", 1 << 20, 1)
            .Node("Reshape", ["row", "t"], "column").Node("Greater", ["column", "zero"], "is").Floats("zero", [], 0)
            .Node("Where", ["is", "row", "row"], "square").Node("Add", ["x", "square"], "y")),
        ("an outer product", Images().Integers("s", 1 << 20, 1).Node("ConstantOfShape", ["s"], "column").Integers("t", 1, 1 << 20)
            .Node("Reshape", ["column", "t"], "row").Node("MatMul", ["column", "row"], "square").Node("Add", ["x", "square"], "y")),
        ("the same by a layer", Images().Integers("s", 1 << 20, 1).Node("ConstantOfShape", ["s"], "column").Integers("t", 1, 1 << 20)
            .Node("Reshape", ["column", "t"], "row").Node("Gemm", ["column", "row"], "square").Node("Add", ["x", "square"], "y")),
        ("what is taken out", Images().Integers("s", 1 << 26).Node("ConstantOfShape", ["s"], ["places"]).Cast("places", "i", "Int64")
            .Node("Gather", ["x", "i"], ["y"], ("axis", 1))),
        ("doubling", Doubling(Images())),
        ("padded convolution", Images().Floats("w", [1, 2, 1, 2], 1, 2, 3, 4)
            .Node("Conv", ["x", "w"], ["y"], ("pads", new[] { 1 << 20, 1 << 20, 1 << 20, 1 << 20 }))),
        ("transposed convolution", Images().Floats("w", [2, 1, 1, 2], 1, 2, 3, 4)
            .Node("ConvTranspose", ["x", "w"], ["y"], ("strides", new[] { 1 << 20, 1 << 20 }), ("kernel_shape", new[] { 1, 2 }))),
        ("pooling", Images().Node("AveragePool", ["x"], ["y"], ("kernel_shape", new[] { 2, 2 }), ("pads", new[] { 1 << 20, 1 << 20, 1 << 20, 1 << 20 }),
            ("count_include_pad", 1))),
        ("neighbours", Images().Node("LRN", ["x"], ["y"], ("size", 1 << 30))),
        ("a kernel that is made", Images(512).Integers("s", 2, 2, 512, 512).Node("ConstantOfShape", ["s"], "w")
            .Node("Conv", ["x", "w"], ["y"], ("pads", new[] { 256, 256, 256, 256 }), ("kernel_shape", new[] { 512, 512 }))),
    ];

    static ModelWriter Images(int side = 4) => new ModelWriter().OperatorSet(13).Input("x", "N", 2, side, side).Output("y");

    static ModelWriter Doubling(ModelWriter writer)
    {
        string last = "x";
        for (int i = 0; i < 40; i++)
        {
            writer.Node("Concat", [last, last], [$"d{i}"], ("axis", 2));
            last = $"d{i}";
        }
        return writer.Node("Neg", [last], "y");
    }
}
