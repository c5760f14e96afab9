using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Tests.Networks;

public class RealNetworkTests
{
    /// <summary>
    /// Of Microsoft.ML.DnnImageFeaturizer.ResNet18, exported by CNTK for one image of 224 pixels: where the package is on the machine (63 MB).
    /// </summary>
    [Fact]
    public void ML_NETs_ResNet18_computes_what_it_does_in_ONNX_Runtime_and_takes_smaller_images()
    {
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string path = Path.Combine(packages, "microsoft.ml.dnnimagefeaturizer.resnet18", "0.23.1", "tools", "DnnImageModels", "ResNet18Onnx", "ResNet18.onnx");
        Assert.SkipUnless(File.Exists(path),
            "Microsoft.ML.DnnImageFeaturizer.ResNet18 0.23.1 is not among the packages: dotnet restore tests/Mlvgm.Benchmarks -p:MlvgmNetworks=true");
        using var scope = NewDisposeScope();
        using var network = OnnxImporter.ReadFeatures(path);
        network.eval();
        var image = OnnxRun.Waves(1, 3, 224, 224) * 100;
        var expected = OnnxRun.Of(path, "Input247", image, network.OutputName).reshape(1, 512);
        Assert.InRange(OnnxRun.Difference(expected, network.forward(image)), 0, OnnxRun.Tolerance);
        using var smaller = OnnxImporter.ReadFeatures(path, new OnnxImportOptions { SampleShape = [3, 112, 112] });
        Assert.Equal([512L], smaller.OutputShape);
        Assert.Equal(66, smaller.parameters().Count());
    }
}
