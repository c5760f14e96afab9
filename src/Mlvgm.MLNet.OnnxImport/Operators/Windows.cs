using Mlvgm.MLNet.OnnxExport.Graph;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Operators;

/// <summary>The windows that a convolution or a pooling moves over images [N, C, height, width].</summary>
/// <param name="Kernel">Height and width.</param>
/// <param name="Strides">Along height and width.</param>
/// <param name="Dilations">Along height and width.</param>
/// <param name="Pads">Top, left, bottom, right.</param>
/// <param name="AutoPad"><c>NOTSET</c> where the pads are given, else how they follow from the size.</param>
/// <param name="Ceil">Whether a last window that is only begun counts.</param>
sealed record Windows(long[] Kernel, long[] Strides, long[] Dilations, long[] Pads, string AutoPad, bool Ceil)
{
    /// <summary>Whether every window is one pixel.</summary>
    public bool IsPointwise => Kernel is [1, 1] && Pads.All(pad => pad == 0) && AutoPad is "NOTSET" or "VALID";

    /// <exception cref="NotSupportedException">They are not over images, or padded in an unknown way.</exception>
    public static Windows Of(OnnxNode node, IReadOnlyList<long>? kernel)
    {
        if (kernel is not { Count: 2 }) throw node.Unsupported($"a kernel ({string.Join(", ", kernel ?? [])}), which is not of images,");
        var windows = new Windows(
            [.. kernel], Pair("strides", 1), Pair("dilations", 1), [.. node.Integers("pads") ?? [0, 0, 0, 0]], node.Text("auto_pad", "NOTSET"),
                node.Integer("ceil_mode", 0) == 1);
        if (windows.AutoPad is not ("NOTSET" or "VALID" or "SAME_UPPER" or "SAME_LOWER")) throw node.Unsupported($"auto_pad '{windows.AutoPad}'");
        if (windows.AutoPad == "VALID") windows = windows with { Pads = [0, 0, 0, 0] };
        return windows.Pads is [>= 0, >= 0, >= 0, >= 0] && windows.Kernel.Concat(windows.Strides).Concat(windows.Dilations).All(number => number > 0)
            ? windows
            : throw node.Unsupported($"a window of kernel ({string.Join(", ", kernel)}) with pads ({string.Join(", ", windows.Pads)})");

        long[] Pair(string attribute, long fallback) => node.Integers(attribute) is not { } values ? [fallback, fallback]
            : values.Count == 2 ? [.. values] : throw node.Unsupported($"{attribute} ({string.Join(", ", values)}), which are not of images,");
    }

    /// <summary>
    /// The windows for other sizes than the file's: uneven pads that are those of SAME at the file's own size, as CNTK writes them, are meant to be those at
    /// every size. Null where nothing changes.
    /// </summary>
    public Windows? Adapted(long[]? image)
    {
        if (image is not { Length: 4 } || AutoPad != "NOTSET" || IsSymmetric(Pads)) return null;
        foreach (string rule in new[] { "SAME_LOWER", "SAME_UPPER" })
        {
            var same = this with { AutoPad = rule };
            if (same.PadsFor(image).SequenceEqual(Pads)) return same;
        }
        return null;
    }

    /// <summary>The pads for an image.</summary>
    public long[] PadsFor(long[] image)
    {
        if (!AutoPad.StartsWith("SAME", StringComparison.Ordinal)) return Pads;
        long[] total = [.. Enumerable.Range(0, 2).Select(axis => Total(image[2 + axis], axis))];
        long[] smaller = [.. total.Select(pad => pad / 2)], larger = [.. total.Select(pad => pad - pad / 2)];
        return AutoPad == "SAME_UPPER" ? [.. smaller, .. larger] : [.. larger, .. smaller];
    }

    /// <summary>The pads for which windows that are only begun become whole; those of a pooling.</summary>
    public long[] WholePadsFor(long[] image)
    {
        long[] pads = PadsFor(image);
        if (!Ceil) return pads;
        return [pads[0], pads[1], pads[2] + Missing(image[2], 0, pads), pads[3] + Missing(image[3], 1, pads)];
    }

    /// <summary>The pixels of a window's span, along height or width.</summary>
    public long Extent(int axis) => checked(Dilations[axis] * (Kernel[axis] - 1) + 1);

    /// <summary>An image with its pads and as many channels as come out: at least what is computed.</summary>
    public long[] Seen(long[] image, long channels)
    {
        long[] pads = PadsFor(image);
        return checked([image[0], Math.Max(image[1], channels), image[2] + pads[0] + pads[2], image[3] + pads[1] + pads[3]]);
    }

    /// <summary>Refuses a pooling that takes too much while a network is read.</summary>
    public void Plan(LayerInputs inputs)
    {
        long[] image = inputs[0].shape, pads = WholePadsFor(image);
        inputs.Plan(checked([image[0], image[1], image[2] + pads[0] + pads[2], image[3] + pads[1] + pads[3]]),
            1.0 * Kernel[0] * Kernel[1] / (1.0 * Strides[0] * Strides[1]));
    }

    /// <summary>Their attributes in ONNX.</summary>
    public OnnxAttribute[] Attributes()
    {
        OnnxAttribute padding = AutoPad.StartsWith("SAME", StringComparison.Ordinal) ? new("auto_pad", AutoPad) : new("pads", Pads);
        return [new("kernel_shape", Kernel), new("strides", Strides), padding];
    }

    static bool IsSymmetric(long[] pads) => pads[0] == pads[2] && pads[1] == pads[3];

    /// <summary>The image with all pads around it, and none left; or the image, and equal pads on both sides.</summary>
    public static (Tensor Image, long[] Padding) Pad(Tensor image, long[] pads, double value, long[]? most = null)
    {
        bool fits = most is null || (pads[0] <= most[0] && pads[1] <= most[1]);
        return IsSymmetric(pads) && fits
            ? (image, pads[..2])
            : (nn.functional.pad(image, [pads[1], pads[3], pads[0], pads[2]], value: value), [0, 0]);
    }

    long Total(long size, int axis)
    {
        long windows = (size + Strides[axis] - 1) / Strides[axis];
        return Math.Max(0, (windows - 1) * Strides[axis] + Extent(axis) - size);
    }

    long Missing(long size, int axis, long[] pads)
    {
        long padded = size + pads[axis] + pads[axis + 2], stride = Strides[axis];
        long windows = (padded - Extent(axis) + stride - 1) / stride + 1;
        // A window that begins beyond the image and its left pad would see nothing.
        if ((windows - 1) * stride >= size + pads[axis]) windows--;
        return Math.Max(0, (windows - 1) * stride + Extent(axis) - padded);
    }
}
