namespace Mlvgm.MLNet.Onnx;

/// <summary>What became of an encoder whose weights were rounded.</summary>
/// <param name="BytesBefore">The size of its file.</param>
/// <param name="BytesAfter">The size of the copy.</param>
/// <param name="Int8">The names of the weights that the copy has in 8 bits.</param>
/// <param name="Float16">The names of those that it has in 16 bits.</param>
/// <param name="Kept">The names of large weights that 16 bits cannot hold, and that have 32 still.</param>
/// <param name="LargestDifference">How far features of random images came apart at most, as a share of the largest feature.</param>
/// <example>See <c>examples/ApiTour/SmallEncoder.cs</c>.</example>
public sealed record RoundedWeights(
    long BytesBefore, long BytesAfter, IReadOnlyList<string> Int8, IReadOnlyList<string> Float16, IReadOnlyList<string> Kept, float LargestDifference);
