using Mlvgm.Testing;
using Mlvgm.Testing.Onnx;

namespace Mlvgm.Fuzzing.Seeds;

/// <summary>Small networks that have most operators between them.</summary>
static class NetworkSeeds
{
    public static IEnumerable<byte[]> All()
    {
        using var folder = new TemporaryFolder();
        return [.. Writers().Select(writer => File.ReadAllBytes(writer.Save(folder.File("network.onnx"))))];
    }

    static IEnumerable<ModelWriter> Writers()
    {
        yield return PlainModels.Classifier(1, 6, width: 2);
        yield return Images()
            .Node("MaxPool", ["x"], ["pooled"], ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 }))
            .Node("Conv", ["pooled", "w"], ["c"], ("group", 2), ("dilations", new[] { 1, 1 }), ("auto_pad", "SAME_UPPER"))
            .Node("ConvTranspose", ["c", "w"], ["t"], ("group", 2), ("strides", new[] { 2, 2 }), ("kernel_shape", new[] { 2, 2 }))
            .Node("AveragePool", ["t"], ["y"], ("kernel_shape", new[] { 2, 2 }), ("ceil_mode", 1), ("count_include_pad", 1))
            .Floats("w", [2, 1, 2, 2], 1, 2, 3, 4, 5, 6, 7, 8);
        yield return Images()
            .Integers("pads", 0, 0, 1, 1, 0, 0, 1, 1).Node("Pad", ["x", "pads"], ["p"], ("mode", "reflect"))
            .Floats("scales", [4], 1, 1, 2, 0.5f).Node("Resize", ["p", "", "scales"], ["r"], ("mode", "linear"), ("coordinate_transformation_mode", "half_pixel"))
            .Integers("starts", 0, 1).Integers("ends", 8, 3).Integers("axes", 2, 3).Node("Slice", ["r", "starts", "ends", "axes"], "s")
            .Node("Concat", ["s", "s"], ["j"], ("axis", 1))
            .Node("Split", ["j"], ["first", "second"], ("axis", 1))
            .Node("LRN", ["first"], ["l"], ("size", 3))
            .Integers("repeats", 1, 2, 1, 1).Node("Tile", ["l", "repeats"], "y");
        yield return Images()
            .Node("Shape", ["x"], "shape").Integers("zero", 0).Node("Gather", ["shape", "zero"], "n")
            .Integers("rest", -1).Node("Concat", ["n", "rest"], ["to"], ("axis", 0)).Node("Reshape", ["x", "to"], "flat")
            .Integers("made", 1, 32).Node("ConstantOfShape", ["made"], "zeros").Node("Add", ["flat", "zeros"], "sum")
            .Integers("wide", 1, 32).Node("Expand", ["sum", "wide"], "e")
            .Node("ReduceMean", ["e"], ["m"], ("axes", new[] { 1 })).Node("Sub", ["e", "m"], "centred").Node("Softmax", ["centred"], "y");
        yield return new ModelWriter().OperatorSet(17).Input("x", "N", 3, 4).Output("y")
            .Floats("w", [4, 4], [.. Enumerable.Range(1, 16).Select(i => MathF.Sin(i))]).Floats("scale", [4], 1, 1, 1, 1)
            .Node("LayerNormalization", ["x", "scale"], ["n"], ("axis", -1))
            .Node("MatMul", ["n", "w"], "q").Node("Transpose", ["q"], ["k"], ("perm", new[] { 0, 2, 1 }))
            .Node("MatMul", ["q", "k"], "scores").Node("Softmax", ["scores"], "weights").Node("MatMul", ["weights", "q"], "mixed")
            .Node("Erf", ["mixed"], "g").Cast("one", "mask", "Bool").Node("Where", ["mask", "g", "mixed"], "y").Floats("one", [1], 1);
        yield return new ModelWriter().OperatorSet(13).Input("x", 1, 8, 2, 2).Output("y")
            .Node("DepthToSpace", ["x"], ["d"], ("blocksize", 2), ("mode", "CRD")).Node("InstanceNormalization", ["d", "one", "zero"], "i")
            .Floats("one", [2], 1, 1).Floats("zero", [2], 0, 0)
            .Node("HardSwish", ["i"], "h").Node("Clip", ["h", "low", "high"], "c").Floats("low", [], 0).Floats("high", [], 6)
            .Node("Squeeze", ["c"], "sq").Node("GlobalAveragePool", ["c"], "a").Integers("s", 1, 2).Node("Reshape", ["a", "s"], "y");
    }

    static ModelWriter Images() => new ModelWriter().OperatorSet(13).Input("x", "N", 2, 4, 4).Output("y");
}
