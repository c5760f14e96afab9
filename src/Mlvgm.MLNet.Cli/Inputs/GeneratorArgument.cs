using System.CommandLine;
using Mlvgm.MLNet.WeightFiles.Scripts;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>A generator, named by a shipped model or by the path of a <c>.safetensors</c>, TorchScript or <c>.onnx</c> file.</summary>
static class GeneratorArgument
{
    /// <summary>The option by which code is trusted.</summary>
    public const string TrustCodeName = "--trust-code";

    public static Argument<string> Create() => new("generator")
    {
        Description = "A shipped generator (see mlvgm list), or the path of a .safetensors or TorchScript (.pt, .ts) file; to draw, also of an .onnx file.",
    };

    /// <summary>Says what code is about to run, if any: what a trusted TorchScript may do.</summary>
    public static void SayCode(string nameOrPath, bool trusted, Action<string> say)
    {
        if (trusted && File.Exists(nameOrPath) && ScriptCode.Find(nameOrPath) is { } code)
            say($"{nameOrPath} is a program, and trusted: {code}.");
    }
}
