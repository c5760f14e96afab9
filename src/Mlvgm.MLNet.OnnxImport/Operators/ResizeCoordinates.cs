using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Operators;

/// <summary>
/// Where a pixel of a resized image lies in the original, and what is taken there. In single precision, as ONNX Runtime: where a pixel lies on a border, that
/// decides.
/// </summary>
sealed class ResizeCoordinates
{
    readonly Func<long, float, long, long, float> _position;
    readonly Func<float, float> _round;

    /// <param name="coordinates">ONNX's <c>coordinate_transformation_mode</c>.</param>
    /// <param name="rounding">ONNX's <c>nearest_mode</c>.</param>
    /// <param name="node">The node that the error names.</param>
    /// <exception cref="NotSupportedException">There is no such rule.</exception>
    public ResizeCoordinates(string coordinates, string rounding, OnnxNode node)
    {
        // Of a pixel, the scale, and both sizes.
        _position = coordinates switch
        {
            "half_pixel" => (i, scale, _, _) => (i + 0.5f) / scale - 0.5f,
            "pytorch_half_pixel" => (i, scale, _, target) => target > 1 ? (i + 0.5f) / scale - 0.5f : 0,
            "align_corners" => (i, _, size, target) => target > 1 ? (float)i * (size - 1) / (target - 1) : 0,
            "asymmetric" => (i, scale, _, _) => i / scale,
            "half_pixel_symmetric" => (i, scale, size, target) => size / 2f * (1 - target / (scale * size)) + (i + 0.5f) / scale - 0.5f,
            _ => throw node.Unsupported($"coordinate_transformation_mode '{coordinates}'"),
        };
        _round = rounding switch
        {
            "round_prefer_floor" => x => MathF.Ceiling(x - 0.5f),
            "round_prefer_ceil" => x => MathF.Floor(x + 0.5f),
            "floor" => MathF.Floor,
            "ceil" => MathF.Ceiling,
            _ => throw node.Unsupported($"nearest_mode '{rounding}'"),
        };
    }

    public Tensor Nearest(Tensor x, int axis, long target, float scale)
    {
        long size = x.shape[axis];
        return x.index_select(axis, Indices(Positions(size, target, scale).Select(at => _round(at)), size, x));
    }

    public Tensor Linear(Tensor x, int axis, long target, float scale)
    {
        long size = x.shape[axis];
        float[] at = [.. Positions(size, target, scale).Select(position => Math.Clamp(position, 0, size - 1))];
        long[] shape = [.. Enumerable.Repeat(1L, (int)x.dim())];
        shape[axis] = target;
        var share = tensor(at.Select(position => position - MathF.Floor(position)).ToArray(), shape).to(x.device);
        var (low, high) = (x.index_select(axis, Indices(at.Select(MathF.Floor), size, x)), x.index_select(axis, Indices(at.Select(MathF.Ceiling), size, x)));
        return low + (high - low) * share;
    }

    IEnumerable<float> Positions(long size, long target, float scale)
    {
        for (long i = 0; i < target; i++) yield return _position(i, scale, size, target);
    }

    static Tensor Indices(IEnumerable<float> positions, long size, Tensor like) =>
        TensorValues.Of([.. positions.Select(position => Math.Clamp((long)position, 0, size - 1))]).to(like.device);
}
