using System.Runtime.InteropServices;
using SharpFuzz;
using SharpFuzz.Common;

namespace Mlvgm.Fuzzing.Running;

/// <summary>Lets the assemblies of this repository tell the fuzzer which branches they take. The framework's are left as they are.</summary>
static class Instrumentation
{
    const int MapBytes = 1 << 16;

    /// <summary>Rewrites the libraries in a folder, which is a copy of the program's.</summary>
    public static void Apply(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder, "Mlvgm.MLNet*.dll"))
            Console.WriteLine($"{Path.GetFileName(path)}: {Fuzzer.Instrument(path, _ => true, Options.Value).Count()} types");
    }

    /// <summary>Gives instrumented code a place to write to before the fuzzer gives it one.</summary>
    public static unsafe void Prepare() => Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(MapBytes);
}
