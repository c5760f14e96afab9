using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;
using Mlvgm.MLNet.Cli.Output;
using Mlvgm.MLNet.Onnx.Sessions;
using Mlvgm.MLNet.Reports.Machines;
using Mlvgm.MLNet.Torch.Native;
using TorchSharp;

namespace Mlvgm.MLNet.Cli.Doctor;

/// <summary>Loads and tries everything that the other verbs need, and keeps going when something fails.</summary>
static class DoctorExamination
{
    /// <summary>Examines this process.</summary>
    public static DoctorReport Run()
    {
        var problems = new List<string>();
        var native = TorchNative.Report;
        if (native.Failure is { } failure) problems.Add(failure);
        var devices = native.Failure is null ? Try(TorchDevices, problems) : null;
        OnnxRuntimeTelemetry.TurnOff();
        var providers = Try(() => OrtEnv.Instance().GetAvailableProviders(), problems);
        return new DoctorReport
        {
            Mlvgm = LibraryVersion.Of(typeof(DoctorExamination)),
            DotNet = RuntimeInformation.FrameworkDescription,
            OperatingSystem = ThisMachine.OperatingSystem,
            LibStdCpp = LibStdCppVersion.OfThisProcess(),
            MlNet = LibraryVersion.Of(typeof(MLContext)),
            TorchSharp = LibraryVersion.Of(typeof(torch)),
            LibTorch = DeployedPackages.Find("libtorch-"),
            OnnxRuntime = providers is null ? null : OrtEnv.Instance().GetVersionString(),
            OnnxRuntimeProviders = providers ?? [],
            Devices = devices ?? [],
            NativeFiles = native.Files,
            Patched = native.Patched,
            Problems = problems,
        };
    }

    static string[] TorchDevices()
    {
        int cudaDevices = torch.cuda.is_available() ? torch.cuda.device_count() : 0;
        string[] devices = ["cpu", .. Enumerable.Range(0, cudaDevices).Select(index => $"cuda:{index}")];
        foreach (string device in devices)
        {
            using var ones = torch.ones(2, 2, device: torch.device(device));
            using var product = ones.matmul(ones);
            using var sum = product.sum();
            if (sum.ToSingle() != 8) throw new InvalidOperationException($"Device {device} computed a wrong matrix product.");
        }
        return devices;
    }

    static T? Try<T>(Func<T> examine, List<string> problems) where T : class
    {
        try
        {
            return examine();
        }
        catch (Exception e)
        {
            problems.Add(FailureReason.Of(e));
            return null;
        }
    }
}
