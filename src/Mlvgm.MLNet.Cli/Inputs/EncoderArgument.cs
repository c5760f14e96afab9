using System.CommandLine;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>An encoder, named by a shipped model or by the path of an <c>encoder.onnx</c>.</summary>
static class EncoderArgument
{
    public static Argument<string> Create() => new("encoder") { Description = "A shipped encoder (see mlvgm list), or the path of an encoder.onnx." };

    public static Argument<string[]> CreateMany() => new("encoders")
    {
        Description = "Shipped encoders (see mlvgm list), or paths of encoder.onnx; NAME=FILE gives a row a name.",
        Arity = ArgumentArity.OneOrMore,
    };
}
