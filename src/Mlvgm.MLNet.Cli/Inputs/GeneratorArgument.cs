using System.CommandLine;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Torch.Generators.MicroBatching;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>A generator, named by a shipped model or by the path of a <c>.safetensors</c>, TorchScript or <c>.onnx</c> file.</summary>
static class GeneratorArgument
{
    public static Argument<string> Create() => new("generator")
    {
        Description = "A shipped generator (see mlvgm list), or the path of a .safetensors or TorchScript (.pt, .ts) file; to draw, also of an .onnx file.",
    };

    /// <summary>How many images at a time, for <see cref="InPieces"/>.</summary>
    public static Option<int?> GeneratorBatch() => NumberOption.Whole(
        "--generator-batch", "N", "Images that the generator makes at a time, to save memory; all of a batch when absent.");

    /// <summary>The generator itself, or one that decodes in pieces; what is returned does not own it.</summary>
    /// <exception cref="ArgumentException">The size of a piece is below 1.</exception>
    public static TorchGenerator InPieces(TorchGenerator generator, int? pieceSize) => pieceSize switch
    {
        null => generator,
        < 1 => throw new ArgumentException($"--generator-batch is {pieceSize}; it is at least 1."),
        { } size => new MicroBatchedGenerator(generator, size),
    };
}
