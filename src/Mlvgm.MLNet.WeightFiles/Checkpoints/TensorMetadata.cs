using Mlvgm.MLNet.WeightFiles.Pickle;
using Mlvgm.MLNet.WeightFiles.Tensors;
using Mlvgm.MLNet.WeightFiles.Text;

namespace Mlvgm.MLNet.WeightFiles.Checkpoints;

/// <summary>The last argument of PyTorch's tensors, which since version 1.12 tells of lazy operations that are still to be done.</summary>
/// <param name="Negated">Whether the numbers have the other sign.</param>
/// <param name="Unreadable">Why the numbers cannot be told; null where they can.</param>
readonly record struct TensorMetadata(bool Negated, string? Unreadable)
{
    /// <summary>Reads what follows the first <paramref name="usual"/> arguments.</summary>
    public static TensorMetadata Read(PickledTuple arguments, int usual, ElementType type)
    {
        if (arguments.Count <= usual || arguments[usual] is null) return new TensorMetadata(false, Surplus(arguments, usual + 1));
        if (arguments[usual] is not PickledDictionary metadata) return new TensorMetadata(false, "has metadata that are no dictionary");
        bool negated = false;
        foreach (var (key, value) in metadata)
        {
            if (value is false or null) continue;
            // The conjugate of a number that is not complex is itself.
            if (key is "conj" && value is true && type != ElementType.Other) continue;
            if (key is not "neg" || value is not true || !Negation.IsDefined(type))
                return new TensorMetadata(false, $"is marked as '{Printable.Of($"{key}")}', which changes its numbers in a way that is not known");
            negated = true;
        }
        return new TensorMetadata(negated, Surplus(arguments, usual + 1));
    }

    static string? Surplus(PickledTuple arguments, int most) =>
        arguments.Count > most ? $"is described by {arguments.Count} values; {most} are known" : null;
}
