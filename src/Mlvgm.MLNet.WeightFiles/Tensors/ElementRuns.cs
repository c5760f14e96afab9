namespace Mlvgm.MLNet.WeightFiles.Tensors;

/// <summary>A strided tensor as runs of neighbouring elements, in row-major order of the tensor.</summary>
sealed class ElementRuns
{
    readonly long[] _counts;
    readonly long[] _strides;

    ElementRuns(long[] counts, long[] strides, long length, long span) => (_counts, _strides, Length, Span) = (counts, strides, length, span);

    /// <summary>Elements in each run.</summary>
    public long Length { get; }

    /// <summary>Elements from the first to the last, both included.</summary>
    public long Span { get; }

    /// <summary>Whether there is one run.</summary>
    public bool Contiguous => _counts.Length == 0;

    /// <summary>Finds the runs of a tensor that is not empty.</summary>
    public static ElementRuns Of(TensorView view)
    {
        int outer = view.Shape.Length;
        long length = 1;
        while (outer > 0 && (view.Shape[outer - 1] == 1 || view.Strides[outer - 1] == length)) length *= view.Shape[--outer];
        var (counts, strides) = (view.Shape[..outer], view.Strides[..outer]);
        long span = length;
        for (int i = 0; i < outer; i++) span += (counts[i] - 1) * strides[i];
        return new ElementRuns(counts, strides, length, span);
    }

    /// <summary>Runs along the last axis that is not part of a run.</summary>
    public long InnerCount => _counts[^1];

    /// <summary>Elements from one of those runs to the next.</summary>
    public long InnerStride => _strides[^1];

    /// <summary>The first element of each run, counted from the tensor's first.</summary>
    public IEnumerable<long> Starts() => Starts(_counts.Length);

    /// <summary>The first element of each row of <see cref="InnerCount"/> runs.</summary>
    public IEnumerable<long> RowStarts() => Starts(_counts.Length - 1);

    IEnumerable<long> Starts(int axes)
    {
        long[] index = new long[axes];
        long start = 0;
        while (true)
        {
            yield return start;
            int axis = axes - 1;
            for (; axis >= 0; axis--)
            {
                start += _strides[axis];
                if (++index[axis] < _counts[axis]) break;
                start -= _counts[axis] * _strides[axis];
                index[axis] = 0;
            }
            if (axis < 0) yield break;
        }
    }
}
