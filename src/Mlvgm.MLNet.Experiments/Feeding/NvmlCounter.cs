using System.Runtime.InteropServices;

namespace Mlvgm.MLNet.Experiments.Feeding;

/// <summary>The counter of an NVIDIA GPU, from Volta on; the processor's energy is added where it is counted too.</summary>
sealed partial class NvmlCounter : IEnergyCounter
{
    const string Library = "libnvidia-ml.so.1";
    const double JoulesPerUnit = 1e-3;
    readonly IntPtr _device;
    readonly ulong _start;
    readonly RaplCounter? _processor;

    NvmlCounter(IntPtr device, ulong start, RaplCounter? processor) => (_device, _start, _processor) = (device, start, processor);

    public string Source => _processor is null ? "measured by NVML: the GPU alone" : $"measured by NVML, and the processor {_processor.Source}";

    /// <summary>The counter of the GPU; null without one, or where its driver does not count.</summary>
    public static NvmlCounter? TryOpen(int index)
    {
        try
        {
            return Initialize() == 0 && Find((uint)index, out var device) == 0 && Energy(device, out ulong start) == 0
                ? new NvmlCounter(device, start, RaplCounter.TryOpen())
                : null;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    public double Joules() => Energy(_device, out ulong now) == 0
        ? JoulesPerUnit * (now - _start) + (_processor?.Joules() ?? 0)
        : throw new InvalidOperationException("The GPU's driver no longer says how much energy it used.");

    [LibraryImport(Library, EntryPoint = "nvmlInit_v2")]
    private static partial int Initialize();

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetHandleByIndex_v2")]
    private static partial int Find(uint index, out IntPtr device);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetTotalEnergyConsumption")]
    private static partial int Energy(IntPtr device, out ulong millijoules);
}
