using Mlvgm.MLNet.OnnxExport.Graph;
using Mlvgm.MLNet.OnnxImport.Layouts;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Operators;

/// <summary>Convolutions of images.</summary>
static class ConvolutionOperators
{
    const long SmallImage = 20480;

    // libtorch has no fast code for kernels of more pixels than that.
    const double LargeKernel = 1024, SlowKernel = 16;

    public static IReadOnlyDictionary<string, OnnxOperator> All { get; } = new Dictionary<string, OnnxOperator>
    {
        ["Conv"] = Convolution,
        ["ConvTranspose"] = Transposed,
    };

    static OnnxLayer Convolution(OnnxNode node)
    {
        long groups = node.Integer("group", 1);
        var kernel = node.Integers("kernel_shape");
        // The kernel's shape may be left to the weight, which is then known when the network is first computed.
        return kernel is null ? OfWeight(weight => Windows.Of(node, weight.shape[2..]), groups) : Convolution(Windows.Of(node, kernel), groups);
    }

    static OnnxLayer Convolution(Windows windows, long groups) => new(
        inputs => Convolve(inputs, windows, groups), (graph, x) => Export(graph, x, windows, groups))
    {
        HasWeights = true,
        TakesBFloat16 = true,
        IsOverwritable = !windows.IsPointwise,
        Adapt = shapes => windows.Adapted(shapes.Inputs[0]) is { } adapted ? Convolution(adapted, groups) : null,
    };

    static OnnxLayer OfWeight(Func<Tensor, Windows> find, long groups)
    {
        Windows? windows = null;
        return new OnnxLayer(
            inputs => Convolve(inputs, windows ??= find(inputs[1]), groups),
            (graph, x) => Export(graph, x, windows ?? throw graph.Unsupported("a convolution that was never computed"), groups))
        {
            HasWeights = true,
            TakesBFloat16 = true,
        };
    }

    static Tensor Convolve(LayerInputs inputs, Windows windows, long groups)
    {
        var (x, weight, bias) = (inputs[0], inputs[1], inputs.Find(2));
        double products = Area(weight) / windows.Strides.Aggregate(1.0, (area, stride) => area * stride);
        inputs.Plan(windows.Seen(x.shape, weight.shape[0]), windows.Kernel.Aggregate(1.0, (area, side) => area * side) > LargeKernel ? SlowKernel * products : products);
        // Small images are computed as a matrix with a row for every window.
        if (x.numel() <= SmallImage) inputs.Plan([(long)Area(weight), .. windows.Seen(x.shape, 1)[2..]]);
        if (inputs.RoundsConvolutions) (x, weight, bias) = (Rounded(x), Rounded(weight), bias is null ? null : Rounded(bias));
        if (windows.IsPointwise && groups == 1 && windows.Strides[0] == windows.Strides[1]) return StridedPointwise.Apply(x, weight, bias, windows.Strides[0]);
        var (image, padding) = Windows.Pad(x, windows.PadsFor(x.shape), value: 0);
        return nn.functional.conv2d(image, weight, bias, windows.Strides, padding, windows.Dilations, groups);
    }

    static OnnxValue Export(OnnxGraph graph, IReadOnlyList<OnnxValue> x, Windows windows, long groups) =>
        graph.Node("Conv", Present(x), [.. windows.Attributes(), new("dilations", windows.Dilations), new("group", groups)]);

    static OnnxLayer Transposed(OnnxNode node)
    {
        long groups = node.Integer("group", 1);
        if (node.Integers("output_shape") is not null) throw node.Unsupported("output_shape");
        var windows = Windows.Of(node, node.Integers("kernel_shape"));
        long[] more = [.. node.Integers("output_padding") ?? [0, 0]];
        if (windows.AutoPad.StartsWith("SAME", StringComparison.Ordinal) || windows.Pads[0] != windows.Pads[2] || windows.Pads[1] != windows.Pads[3])
            throw node.Unsupported("padding that differs between the sides");
        return new OnnxLayer(
            x =>
            {
                long[] image = x[0].shape;
                x.Plan([image[0], x[1].shape[1], groups, Reach(image[2], 0), Reach(image[3], 1)]);
                x.Plan(image, Area(x[1]));
                x.Plan([(long)Area(x[1]), image[2], image[3]]);
                return nn.functional.conv_transpose2d(x[0], x[1], x.Find(2), windows.Strides, windows.Pads[..2], more, windows.Dilations, groups);
            },
            (graph, x) => graph.Node("ConvTranspose", Present(x),
                [.. windows.Attributes(), new("dilations", windows.Dilations), new("output_padding", more), new("group", groups)]))
        {
            HasWeights = true,
        };

        long Reach(long size, int axis) => checked(size * windows.Strides[axis] + windows.Extent(axis) + more[axis]);
    }

    static Tensor Rounded(Tensor value) => value.to(ScalarType.BFloat16);

    /// <summary>The weights that come together in one number.</summary>
    static double Area(Tensor weight) => weight.shape.Skip(1).Aggregate(1.0, (area, d) => area * d);

    static IReadOnlyList<OnnxValue> Present(IReadOnlyList<OnnxValue> inputs) => [.. inputs.Where(input => input != OnnxValue.None)];
}
