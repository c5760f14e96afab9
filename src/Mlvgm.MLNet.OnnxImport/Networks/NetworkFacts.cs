namespace Mlvgm.MLNet.OnnxImport.Networks;

/// <summary>What is known of a network that was read.</summary>
/// <param name="InputShape">The shape of one sample.</param>
/// <param name="OutputShape">The shape of what it gives for one.</param>
/// <param name="OutputName">The value of the file that it gives.</param>
/// <param name="OperatorSet">The file's version of ONNX's operator set.</param>
sealed record NetworkFacts(IReadOnlyList<long> InputShape, IReadOnlyList<long> OutputShape, string OutputName, int OperatorSet);
