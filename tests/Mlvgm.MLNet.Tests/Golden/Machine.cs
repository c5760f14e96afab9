using System.Runtime.Intrinsics.X86;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Golden;

/// <summary>What the last bits of a float result depend on beside the code: processor, libtorch, and variables that choose kernels.</summary>
static class Machine
{
    static readonly string[] KernelVariables = ["ATEN_CPU_CAPABILITY", "ONEDNN_MAX_CPU_ISA", "MKL_CBWR", "MKL_ENABLE_INSTRUCTIONS"];

    public static string Describe() => string.Join("; ",
    [
        Processor(), string.Join(' ', InstructionSets()), $"libtorch {__version__}",
        .. KernelVariables.Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)))
            .Where(variable => variable.Value is not null).Select(variable => $"{variable.Name}={variable.Value}"),
    ]);

    static IEnumerable<string> InstructionSets() => new (string Name, bool Supported)[]
    {
        ("AVX2", Avx2.IsSupported), ("FMA", Fma.IsSupported), ("AVX-VNNI", AvxVnni.IsSupported), ("AVX512F", Avx512F.IsSupported),
        ("AVX512BW", Avx512BW.IsSupported), ("AVX512DQ", Avx512DQ.IsSupported), ("AVX512VBMI", Avx512Vbmi.IsSupported), ("AVX10", Avx10v1.IsSupported),
    }.Where(set => set.Supported).Select(set => set.Name);

    static string Processor()
    {
        const string Information = "/proc/cpuinfo";
        string[] keys = ["model name", "model", "stepping"];
        if (!File.Exists(Information)) return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown processor";
        var lines = File.ReadLines(Information).TakeWhile(line => line.Length > 0).Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries));
        var facts = lines.Where(line => line.Length == 2).ToDictionary(line => line[0], line => line[1]);
        return string.Join(' ', keys.Where(facts.ContainsKey).Select(key => key == "model name" ? facts[key] : $"{key} {facts[key]}"));
    }
}
