namespace Mlvgm.MLNet.Models;

/// <summary>One file of a model.</summary>
/// <param name="Path">The path, relative to <c>models.json</c>.</param>
/// <param name="Sha256">The SHA-256 of the contents, 64 lower-case hexadecimal digits.</param>
/// <param name="Format"><c>safetensors</c> for training, <c>onnx</c> for inference.</param>
public sealed record ModelFile(string Path, string Sha256, string Format);
