namespace Mlvgm.MLNet.Onnx;

/// <summary>How an encoder's large weights are stored in its file; they compute in float32 in any case.</summary>
/// <example>See <c>examples/ApiTour/SmallEncoder.cs</c>.</example>
public enum WeightStorage
{
    /// <summary>In 16 bits, of which 11 are significant: half of the size.</summary>
    Float16,

    /// <summary>Matrices and kernels in 8 bits, steps of a 127th of the largest number of their output: a quarter of the size. Those that would lose more than 2 % have 16.</summary>
    Int8,
}
