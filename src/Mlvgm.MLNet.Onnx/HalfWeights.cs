namespace Mlvgm.MLNet.Onnx;

/// <summary>What became of an encoder whose weights were stored in 16 bits.</summary>
/// <param name="BytesBefore">The size of its file.</param>
/// <param name="BytesAfter">The size of the copy.</param>
/// <param name="Rounded">The names of the weights that the copy has in 16 bits.</param>
/// <param name="Kept">The names of large weights that 16 bits cannot hold, and that have 32 still.</param>
/// <param name="LargestDifference">How far features of random images came apart at most, as a share of the largest feature.</param>
/// <example>See <c>examples/ApiTour/SmallEncoder.cs</c>.</example>
public sealed record HalfWeights(long BytesBefore, long BytesAfter, IReadOnlyList<string> Rounded, IReadOnlyList<string> Kept, float LargestDifference);
