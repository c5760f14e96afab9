namespace Mlvgm.MLNet.Onnx;

/// <summary>How an encoder's large weights are stored in its file; they compute in float32 in any case.</summary>
/// <example>See <c>examples/ApiTour/SmallEncoder.cs</c>.</example>
public enum WeightStorage
{
    /// <summary>In 16 bits, of which 11 are significant: half of the size.</summary>
    Float16,

    /// <summary>
    /// The largest matrices and kernels, which hold four fifths of all numbers, in 8 bits: steps of a 127th of the largest number of an output. The others have 16, and so do
    /// those that would lose more than 2 %. Three tenths of the size.
    /// </summary>
    Int8,
}
