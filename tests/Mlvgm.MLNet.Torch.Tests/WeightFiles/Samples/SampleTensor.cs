using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.WeightFiles.Samples;

/// <summary>What a reader should give for one tensor.</summary>
/// <param name="Type">The element type.</param>
/// <param name="Shape">The dimensions.</param>
/// <param name="Bytes">The elements, row-major and little-endian.</param>
sealed record SampleTensor(ScalarType Type, long[] Shape, byte[] Bytes);
