using Mlvgm.Testing.Onnx;

namespace Mlvgm.MLNet.OnnxImport.Tests.Operators;

/// <summary>Small graphs from <c>x</c> to <c>y</c>, one or more for each operator and each form that it has had.</summary>
static class OperatorCases
{
    static readonly List<OperatorCase> Cases = [];

    public static IReadOnlyList<OperatorCase> All
    {
        get
        {
            if (Cases.Count > 0) return Cases;
            Convolutions();
            Pooling();
            Normalization();
            Linear();
            Functions();
            Reductions();
            Shapes();
            Indexing();
            Padding();
            Resizing();
            return Cases;
        }
    }

    static void Add(string name, int operatorSet, long[] shape, Func<ModelWriter, ModelWriter> write) =>
        Cases.Add(new OperatorCase(name, operatorSet, shape, write));

    static ModelWriter Weight(this ModelWriter writer, string name, params long[] shape) =>
        writer.Floats(name, shape, OnnxRun.Numbers((int)shape.Aggregate(1L, (product, d) => product * d)));

    static void Convolutions()
    {
        Add("Conv 3x3", 7, [3, 7, 6], w =>
            w.Weight("w", 4, 3, 3, 3).Weight("b", 4).Node("Conv", ["x", "w", "b"], ["y"], ("kernel_shape", new[] { 3, 3 }), ("pads", new[] { 1, 1, 1, 1 })));
        Add("Conv strides", 11, [3, 7, 6], w =>
            w.Weight("w", 4, 3, 3, 2).Node("Conv", ["x", "w"], ["y"], ("strides", new[] { 2, 1 }), ("pads", new[] { 1, 0, 1, 0 })));
        Add("Conv uneven pads", 8, [3, 7, 6], w =>
            w.Weight("w", 4, 3, 3, 3).Node("Conv", ["x", "w"], ["y"], ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 0, 2, 1 })));
        Add("Conv 1x1", 11, [5, 7, 6], w => w.Weight("w", 4, 5, 1, 1).Weight("b", 4).Node("Conv", ["x", "w", "b"], ["y"], ("strides", new[] { 2, 2 })));
        Add("Conv groups", 11, [4, 6, 6], w => w.Weight("w", 8, 2, 3, 3).Node("Conv", ["x", "w"], ["y"], ("group", 2), ("dilations", new[] { 2, 1 })));
        Add("Conv depthwise", 11, [4, 6, 6], w =>
            w.Weight("w", 4, 1, 3, 3).Weight("b", 4).Node("Conv", ["x", "w", "b"], ["y"], ("group", 4), ("strides", new[] { 2, 2 })));
        foreach (string pad in new[] { "SAME_UPPER", "SAME_LOWER", "VALID" })
            Add($"Conv {pad}", 11, [3, 7, 6], w =>
                w.Weight("w", 4, 3, 4, 3).Node("Conv", ["x", "w"], ["y"], ("auto_pad", pad), ("strides", new[] { 2, 2 }), ("kernel_shape", new[] { 4, 3 })));
        Add("ConvTranspose", 11, [3, 5, 4], w => w.Weight("w", 3, 4, 3, 3).Weight("b", 4).Node("ConvTranspose", ["x", "w", "b"], ["y"],
            ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 }), ("output_padding", new[] { 1, 1 })));
    }

    static void Pooling()
    {
        foreach (string type in new[] { "MaxPool", "AveragePool" })
        {
            Add($"{type} 7", 7, [3, 7, 6], w => w.Node(type, ["x"], ["y"], ("kernel_shape", new[] { 2, 3 }), ("strides", new[] { 2, 1 })));
            Add($"{type} pads", 10, [3, 7, 6], w =>
                w.Node(type, ["x"], ["y"], ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 })));
            Add($"{type} uneven pads", 8, [3, 7, 6], w =>
                w.Node(type, ["x"], ["y"], ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 0, 0 })));
            Add($"{type} ceil", 10, [3, 8, 7], w =>
                w.Node(type, ["x"], ["y"], ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }), ("ceil_mode", 1)));
            Add($"{type} ceil and pads", 12, [3, 7, 8], w =>
                w.Node(type, ["x"], ["y"], ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 }), ("ceil_mode", 1)));
            Add($"{type} same", 11, [3, 7, 6], w =>
                w.Node(type, ["x"], ["y"], ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }), ("auto_pad", "SAME_UPPER")));
            Add($"Global{type}", 7, [3, 7, 6], w => w.Node($"Global{type}", ["x"], ["y"]));
        }
        Add("MaxPool dilations", 12, [3, 9, 9], w => w.Node("MaxPool", ["x"], ["y"], ("kernel_shape", new[] { 3, 3 }), ("dilations", new[] { 2, 2 })));
        Add("AveragePool counts pads", 10, [3, 7, 6], w => w.Node("AveragePool", ["x"], ["y"],
            ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 }), ("count_include_pad", 1)));
        Add("AveragePool counts uneven pads", 10, [3, 7, 6], w => w.Node("AveragePool", ["x"], ["y"],
            ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }), ("pads", new[] { 0, 1, 1, 0 }), ("count_include_pad", 1)));
    }

    static void Normalization()
    {
        foreach (int set in new[] { 7, 9, 14, 15 })
        {
            Add($"BatchNormalization {set}", set, [3, 4, 5], w => w.Weight("s", 3).Weight("b", 3).Weight("m", 3).Floats("v", [3], 0.5f, 1, 2)
                .Node("BatchNormalization", ["x", "s", "b", "m", "v"], ["y"], set == 7 ? [("epsilon", 1e-3), ("spatial", 1)] : [("epsilon", 1e-3)]));
        }
        Add("BatchNormalization of vectors", 9, [5], w => w.Weight("s", 5).Weight("b", 5).Weight("m", 5).Floats("v", [5], 0.5f, 1, 2, 3, 4)
            .Node("BatchNormalization", ["x", "s", "b", "m", "v"], ["y"]));
        Add("InstanceNormalization", 7, [3, 4, 5], w => w.Weight("s", 3).Weight("b", 3).Node("InstanceNormalization", ["x", "s", "b"], ["y"]));
        Add("LayerNormalization", 17, [6, 5], w =>
            w.Weight("s", 5).Weight("b", 5).Node("LayerNormalization", ["x", "s", "b"], ["y"], ("axis", -1), ("epsilon", 1e-6)));
        Add("LayerNormalization of two axes", 17, [6, 5], w => w.Weight("s", 6, 5).Node("LayerNormalization", ["x", "s"], ["y"], ("axis", 1)));
        Add("LRN", 13, [6, 4, 4], w => w.Node("LRN", ["x"], ["y"], ("size", 5), ("alpha", 0.3), ("beta", 0.6), ("bias", 1.5)));
    }

    static void Linear()
    {
        Add("MatMul", 13, [4, 5], w => w.Weight("w", 5, 3).Node("MatMul", ["x", "w"], ["y"]));
        Add("MatMul transposed weight", 17, [5], w => w.Weight("w", 3, 5).Node("Transpose", ["w"], ["t"], ("perm", new[] { 1, 0 }))
            .Node("MatMul", ["x", "t"], ["y"]));
        Add("Gemm", 7, [5], w => w.Weight("w", 5, 3).Weight("b", 3).Node("Gemm", ["x", "w", "b"], ["y"]));
        Add("Gemm transposed", 13, [5], w => w.Weight("w", 3, 5).Weight("b", 3).Node("Gemm", ["x", "w", "b"], ["y"], ("transB", 1)));
        Add("Gemm scaled", 11, [5], w =>
            w.Weight("w", 3, 5).Weight("b", 1, 3).Node("Gemm", ["x", "w", "b"], ["y"], ("transB", 1), ("alpha", 0.5), ("beta", 2.0)));
        Add("Gemm without bias", 11, [5], w => w.Weight("w", 5, 3).Node("Gemm", ["x", "w"], ["y"]));
    }

    static void Functions()
    {
        foreach (string type in new[] { "Relu", "Sigmoid", "Tanh", "Softplus", "Softsign", "Neg", "Abs", "Exp", "Erf", "Floor", "Ceil", "Round", "Sign", "Sin",
            "Cos", "HardSwish", "LeakyRelu", "Elu", "Celu", "ThresholdedRelu", "HardSigmoid", "Identity", "Mish" })
            Add(type, type == "Mish" ? 18 : 14, [3, 4], w => w.Node(type, ["x"], ["y"]));
        foreach (string type in new[] { "Sqrt", "Log", "Reciprocal" })
            Add(type, 13, [3, 4], w => w.Node("Exp", ["x"], ["e"]).Node(type, ["e"], ["y"]));
        Add("HardSigmoid of numbers", 9, [3, 4], w => w.Node("HardSigmoid", ["x"], ["y"], ("alpha", 0.4), ("beta", 0.3)));
        Add("PRelu", 9, [3, 4, 4], w => w.Weight("s", 3, 1, 1).Node("PRelu", ["x", "s"], ["y"]));
        Add("Gelu", 20, [3, 4], w => w.Node("Gelu", ["x"], ["y"]));
        Add("Gelu by tanh", 20, [3, 4], w => w.Node("Gelu", ["x"], ["y"], ("approximate", "tanh")));
        Add("Clip by attributes", 7, [3, 4], w => w.Node("Clip", ["x"], ["y"], ("min", -0.2), ("max", 0.4)));
        Add("Clip by inputs", 13, [3, 4], w => w.Floats("a", [], 0.1f).Floats("b", [], 0.4f).Node("Clip", ["x", "a", "b"], ["y"]));
        Add("Clip from below", 11, [3, 4], w => w.Floats("a", [], 0.1f).Node("Clip", ["x", "a"], ["y"]));
        Add("Softmax of rows", 11, [3, 4, 2], w => w.Node("Softmax", ["x"], ["y"], ("axis", 2)));
        Add("Softmax of matrices", 11, [3, 4], w => w.Node("Softmax", ["x"], ["y"]));
        Add("Softmax of an axis", 13, [3, 4], w => w.Node("Softmax", ["x"], ["y"], ("axis", 1)));
        Add("LogSoftmax", 13, [3, 4], w => w.Node("LogSoftmax", ["x"], ["y"]));
        Add("Dropout", 7, [3, 4], w => w.Node("Dropout", ["x"], ["y"], ("ratio", 0.5)));
        Add("Dropout by inputs", 13, [3, 4], w => w.Floats("r", [], 0.5f).Node("Dropout", ["x", "r"], ["y"]));
        foreach (string type in new[] { "Add", "Sub", "Mul", "Div" }) Add(type, 7, [3, 4], w =>
            w.Weight("c", 3, 1).Node(type, ["c", "x"], ["z"]).Node(type, ["z", "c"], ["y"]));
        foreach (string type in new[] { "Min", "Max", "Sum", "Mean" }) Add(type, 13, [3, 4], w =>
            w.Weight("c", 3, 1).Weight("d", 4).Node(type, ["c", "x", "d"], ["y"]));
        Add("Pow", 13, [3, 4], w => w.Floats("e", [], 2).Node("Pow", ["x", "e"], ["y"]));
        Add("Where", 16, [3, 4], w => w.Weight("c", 3, 1).Node("Greater", ["x", "c"], ["g"]).Node("Where", ["g", "x", "c"], ["y"]));
        Add("Logic", 16, [3, 4], w => w.Weight("c", 3, 1).Node("LessOrEqual", ["x", "c"], ["a"]).Node("Not", ["a"], ["b"]).Node("Or", ["a", "b"], ["d"])
            .Node("Where", ["d", "x", "c"], ["y"]));
    }

    static void Reductions()
    {
        foreach (string type in new[] { "ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceL2", "ReduceSumSquare" })
        {
            Add($"{type} by attribute", 11, [3, 4, 5], w => w.Node(type, ["x"], ["y"], ("axes", new[] { 2, -1 }), ("keepdims", 0)));
            Add($"{type} by input", 18, [3, 4, 5], w => w.Integers("a", 1, 3).Node(type, ["x", "a"], ["y"], ("keepdims", 1)));
        }
    }

    static void Shapes()
    {
        Add("Flatten", 9, [3, 4, 5], w => w.Node("Flatten", ["x"], ["y"]));
        Add("Reshape", 13, [3, 4, 5], w => w.Integers("s", 0, 4, -1).Node("Reshape", ["x", "s"], ["y"]));
        Add("Reshape by the batch", 13, [3, 4, 5], w => w.Integers("first", 0).Integers("rest", -1)
            .Node("Shape", ["x"], ["shape"]).Node("Gather", ["shape", "first"], ["n"], ("axis", 0)).Node("Concat", ["n", "rest"], ["s"], ("axis", 0))
                .Node("Reshape", ["x", "s"], ["y"]));
        Add("Shape with bounds", 15, [3, 4, 5], w => w.Integers("rest", -1)
            .Node("Shape", ["x"], ["n"], ("start", 0), ("end", -2)).Node("Concat", ["n", "rest"], ["s"], ("axis", 0)).Node("Reshape", ["x", "s"], ["y"]));
        Add("Transpose", 13, [3, 4, 5], w => w.Node("Transpose", ["x"], ["y"], ("perm", new[] { 0, 3, 1, 2 })));
        Add("Squeeze by attribute", 11, [1, 4, 1], w => w.Node("Squeeze", ["x"], ["y"], ("axes", new[] { 1, -1 })));
        Add("Squeeze by input", 13, [1, 4, 1], w => w.Integers("a", 1).Node("Squeeze", ["x", "a"], ["y"]));
        Add("Unsqueeze by attribute", 11, [4], w => w.Node("Unsqueeze", ["x"], ["y"], ("axes", new[] { 1, 3 })));
        Add("Unsqueeze by input", 13, [4], w => w.Integers("a", -1, 1).Node("Unsqueeze", ["x", "a"], ["y"]));
        Add("Concat", 7, [3, 4], w => w.Node("Relu", ["x"], ["r"]).Node("Concat", ["x", "r", "x"], ["y"], ("axis", 2)));
        Add("Split by attribute", 11, [6, 4], w => w.Node("Split", ["x"], ["a", "b", "c"], ("axis", 1), ("split", new[] { 1, 2, 3 }))
            .Node("Concat", ["c", "a", "b"], ["y"], ("axis", 1)));
        Add("Split by input", 13, [6, 4], w => w.Integers("s", 2, 4).Node("Split", ["x", "s"], ["a", "b"], ("axis", 1))
            .Node("Concat", ["b", "a"], ["y"], ("axis", 1)));
        Add("Expand", 13, [3, 1], w => w.Integers("s", 1, 1, 4).Node("Expand", ["x", "s"], ["y"]));
        Add("Expand by the batch", 13, [2, 3], w => w.Weight("token", 1, 1, 3).Integers("first", 0).Integers("rest", 1, 3).Node("Shape", ["x"], ["shape"])
            .Node("Gather", ["shape", "first"], ["n"]).Node("Concat", ["n", "rest"], ["s"], ("axis", 0)).Node("Expand", ["token", "s"], ["t"])
                .Node("Concat", ["t", "x"], ["y"], ("axis", 1)));
        Add("Tile", 13, [3, 2], w => w.Integers("r", 1, 2, 3).Node("Tile", ["x", "r"], ["y"]));
        Add("DepthToSpace", 13, [8, 2, 3], w => w.Node("DepthToSpace", ["x"], ["y"], ("blocksize", 2)));
        Add("DepthToSpace CRD", 13, [8, 2, 3], w => w.Node("DepthToSpace", ["x"], ["y"], ("blocksize", 2), ("mode", "CRD")));
        Add("ConstantOfShape", 13, [3, 2], w => w.Node("Shape", ["x"], ["s"]).Node("ConstantOfShape", ["s"], ["z"]).Node("Add", ["x", "z"], ["y"]));
        Add("Cast of a size", 13, [3, 2], w => w.Node("Size", ["x"], ["n"]).Cast("n", "f", "Float").Node("Size", ["x"], ["m"]).Cast("m", "g", "Float")
            .Node("Div", ["f", "g"], ["one"]).Node("Add", ["x", "one"], ["y"]));
        Add("Constant", 13, [3, 2], w => w.Node("Constant", [], ["c"], ("value_floats", new[] { 0.5, 2.0 })).Node("Mul", ["x", "c"], ["y"]));
    }

    static void Indexing()
    {
        Add("Gather", 13, [5, 3], w => w.Integers("i", 2, -1, 0).Node("Gather", ["x", "i"], ["y"], ("axis", 1)));
        Add("ScatterND", 16, [4, 3], w => w.Integers("i", 0, 2).Integers("axes", 1).Node("Unsqueeze", ["i", "axes"], "places").Node("Relu", ["x"], "r")
            .Node("Transpose", ["x"], ["t"], ("perm", new[] { 1, 0, 2 })).Node("Transpose", ["r"], ["rt"], ("perm", new[] { 1, 0, 2 }))
            .Node("Gather", ["rt", "i"], ["u"], ("axis", 0)).Node("ScatterND", ["t", "places", "u"], "s")
                .Node("Transpose", ["s"], ["y"], ("perm", new[] { 1, 0, 2 })));
        Add("Slice by attributes", 9, [6, 5], w =>
            w.Node("Slice", ["x"], ["y"], ("axes", new[] { 1, 2 }), ("starts", new[] { 1, -3 }), ("ends", new[] { 4, 1000 })));
        Add("Slice by inputs", 13, [6, 5], w => w.Integers("s", 1, -3).Integers("e", 100, -1).Integers("a", 1, -1).Integers("t", 2, 1)
            .Node("Slice", ["x", "s", "e", "a", "t"], ["y"]));
        Add("Slice backwards", 13, [6, 5], w => w.Integers("s", -1).Integers("e", -100).Integers("a", 1).Integers("t", -2)
            .Node("Slice", ["x", "s", "e", "a", "t"], ["y"]));
    }

    static void Padding()
    {
        Add("Pad by attribute", 10, [3, 4, 5], w => w.Node("Pad", ["x"], ["y"], ("pads", new[] { 0, 1, 1, 2, 0, 0, 0, 1 }), ("value", 0.5)));
        Add("Pad by input", 13, [3, 4, 5], w => w.Integers("p", 0, 0, 1, 2, 0, 0, 0, 1).Floats("v", [], 0.5f).Node("Pad", ["x", "p", "v"], ["y"]));
        Add("Pad that crops", 13, [3, 4, 5], w => w.Integers("p", 0, 0, -1, 2, 0, 0, 0, -1).Node("Pad", ["x", "p"], ["y"]));
        Add("Pad reflect", 11, [3, 4, 5], w => w.Integers("p", 0, 0, 1, 2, 0, 0, 2, 1).Node("Pad", ["x", "p"], ["y"], ("mode", "reflect")));
        Add("Pad edge", 11, [3, 4, 5], w => w.Integers("p", 0, 0, 1, 2, 0, 0, 2, 1).Node("Pad", ["x", "p"], ["y"], ("mode", "edge")));
    }

    static void Resizing()
    {
        foreach (string coordinates in new[] { "half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric" })
        {
            foreach (string mode in new[] { "nearest", "linear" })
            {
                Add($"Resize {mode} {coordinates}", 13, [2, 4, 5], w => w.Floats("s", [4], 1, 1, 2.5f, 0.6f)
                    .Node("Resize", ["x", "", "s"], ["y"], ("mode", mode), ("coordinate_transformation_mode", coordinates),
                        ("nearest_mode", mode == "nearest" ? "floor" : "round_prefer_floor")));
            }
        }
        Add("Resize to a size", 13, [2, 4, 5], w => w.Integers("axes", 0, 1).Integers("size", 7, 3).Node("Shape", ["x"], ["shape"])
            .Node("Gather", ["shape", "axes"], ["nc"])
            .Node("Concat", ["nc", "size"], ["s"], ("axis", 0)).Node("Resize", ["x", "", "", "s"], ["y"], ("mode", "linear")));
        Add("Resize 10", 10, [2, 4, 5], w => w.Floats("s", [4], 1, 1, 2, 2).Node("Resize", ["x", "s"], ["y"], ("mode", "nearest")));
        Add("Upsample", 9, [2, 4, 5], w => w.Floats("s", [4], 1, 1, 2, 3).Node("Upsample", ["x", "s"], ["y"], ("mode", "nearest")));
    }
}

/// <summary>A graph from <c>x</c> to <c>y</c>.</summary>
sealed record OperatorCase(string Name, int OperatorSet, long[] Shape, Func<ModelWriter, ModelWriter> Write)
{
    public string Save(string path)
    {
        object[] dimensions = ["N", .. Shape.Select(d => (object)(int)d)];
        return Write(new ModelWriter().OperatorSet(OperatorSet).Input("x", dimensions).Output("y")).Save(path);
    }
}
