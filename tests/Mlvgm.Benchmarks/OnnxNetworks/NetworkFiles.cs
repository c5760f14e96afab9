using System.Diagnostics;

namespace Mlvgm.Benchmarks.OnnxNetworks;

/// <summary>The files that the importer is tried on.</summary>
static class NetworkFiles
{
    /// <summary>Exports torchvision's networks into a folder.</summary>
    public static void Export(string script, string folder)
    {
        using var process = Process.Start("/usr/bin/python3", [script, folder]);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException("torchvision has exported nothing: apt-get install python3-torchvision.");
    }

    /// <summary>ML.NET's own network; null where its package is not on this machine (build with -p:MlvgmNetworks=true).</summary>
    public static string? OfMLNet()
    {
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string path = Path.Combine(packages, "microsoft.ml.dnnimagefeaturizer.resnet18", "0.23.1", "tools", "DnnImageModels", "ResNet18Onnx", "ResNet18.onnx");
        return File.Exists(path) ? path : null;
    }
}
