using Mlvgm.MLNet.WeightFiles.Tensors;

namespace Mlvgm.Testing.WeightFiles;

/// <summary>What a reader should give for one tensor.</summary>
/// <param name="Type">The element type.</param>
/// <param name="Shape">The dimensions.</param>
/// <param name="Bytes">The elements, row-major and little-endian.</param>
public sealed record SampleTensor(ElementType Type, long[] Shape, byte[] Bytes);
