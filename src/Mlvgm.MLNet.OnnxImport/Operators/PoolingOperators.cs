using Mlvgm.MLNet.OnnxExport.Graph;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Operators;

/// <summary>Pooling of images.</summary>
static class PoolingOperators
{
    static readonly OnnxLayer GlobalAverage = OnnxLayer.Plain("GlobalAveragePool", x => x.dim() == 4
        ? nn.functional.adaptive_avg_pool2d(x, 1)
        : x.mean([.. Enumerable.Range(2, (int)x.dim() - 2).Select(axis => (long)axis)], keepdim: true));

    public static IReadOnlyDictionary<string, OnnxOperator> All { get; } = new Dictionary<string, OnnxOperator>
    {
        ["MaxPool"] = Largest,
        ["AveragePool"] = Average,
        ["GlobalAveragePool"] = _ => GlobalAverage,
        ["GlobalMaxPool"] = _ => OnnxLayer.Plain("GlobalMaxPool", x =>
            x.amax([.. Enumerable.Range(2, (int)x.dim() - 2).Select(axis => (long)axis)], keepdim: true)),
    };

    static OnnxLayer Largest(OnnxNode node)
    {
        var windows = Windows.Of(node, node.Integers("kernel_shape"));
        if (node.Integer("storage_order", 0) != 0 && node.OutputCount > 1) throw node.Unsupported("storage_order");
        return Largest(windows);
    }

    static OnnxLayer Largest(Windows windows)
    {
        long[] half = [windows.Kernel[0] / 2, windows.Kernel[1] / 2];
        return new OnnxLayer(
            inputs =>
            {
                windows.Plan(inputs);
                var (image, padding) = Windows.Pad(inputs[0], windows.WholePadsFor(inputs[0].shape), double.NegativeInfinity, half);
                return nn.functional.max_pool2d(image, windows.Kernel, windows.Strides, padding, windows.Dilations);
            },
            (graph, x) => graph.Node("MaxPool", [x[0]], [.. windows.Attributes(), new("dilations", windows.Dilations), new("ceil_mode", windows.Ceil ? 1 : 0)]))
        {
            TakesBFloat16 = true,
            Adapt = shapes => windows.Adapted(shapes.Inputs[0]) is { } adapted ? Largest(adapted) : null,
        };
    }

    static OnnxLayer Average(OnnxNode node)
    {
        var windows = Windows.Of(node, node.Integers("kernel_shape"));
        bool countsPads = node.Integer("count_include_pad", 0) == 1;
        return windows.Dilations is [1, 1] ? Average(windows, countsPads) : throw node.Unsupported("an average pooling with dilations");
    }

    static OnnxLayer Average(Windows windows, bool countsPads)
    {
        return new OnnxLayer(
            inputs =>
            {
                windows.Plan(inputs);
                return Mean(inputs[0], windows, countsPads);
            },
            (graph, x) => graph.Node("AveragePool", [x[0]],
                [.. windows.Attributes(), new("count_include_pad", countsPads ? 1 : 0), new("ceil_mode", windows.Ceil ? 1 : 0)]))
        {
            // One window over all that the file's own size leaves is meant to be that at every size.
            Adapt = shapes => IsWhole(windows, shapes.Inputs[0]) ? GlobalAverage : windows.Adapted(shapes.Inputs[0]) is { } adapted
                ? Average(adapted, countsPads) : null,
        };
    }

    static bool IsWhole(Windows windows, long[]? image) =>
        image is [_, _, var height, var width] && windows.Pads.All(pad => pad == 0) && windows.Kernel[0] == height && windows.Kernel[1] == width;

    static Tensor Mean(Tensor x, Windows windows, bool countsPads)
    {
        long[] pads = windows.PadsFor(x.shape), whole = windows.WholePadsFor(x.shape);
        bool isPlain = pads.SequenceEqual(whole) && pads[0] == pads[2] && pads[1] == pads[3] && pads[0] <= windows.Kernel[0] / 2
            && pads[1] <= windows.Kernel[1] / 2;
        if (isPlain) return nn.functional.avg_pool2d(x, windows.Kernel, windows.Strides, pads[..2], count_include_pad: countsPads);
        // The mean over what counts: sums of the image, over sums of ones where it counts. Windows that are only begun count what there is of them.
        using var scope = NewDisposeScope();
        var counted = ones([1, 1, x.shape[2], x.shape[3]], x.dtype, x.device);
        if (countsPads) counted = nn.functional.pad(counted, [pads[1], pads[3], pads[0], pads[2]], value: 1);
        long[] rest = countsPads ? [0, 0, whole[2] - pads[2], whole[3] - pads[3]] : whole;
        return (Means(x, whole) / Means(counted, rest)).MoveToOuterDisposeScope();

        Tensor Means(Tensor image, long[] around) =>
            nn.functional.avg_pool2d(nn.functional.pad(image, (long[])[around[1], around[3], around[0], around[2]]), windows.Kernel, windows.Strides);
    }
}
