using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Mlvgm.MLNet.OnnxExport;
using Mlvgm.MLNet.OnnxExport.Inputs;
using Mlvgm.MLNet.OnnxExport.Parity;
using Mlvgm.MLNet.OnnxImport;
using static TorchSharp.torch;

namespace Mlvgm.Benchmarks.OnnxNetworks;

/// <summary>One network as a module, against ONNX Runtime with the file and with what the module leaves as.</summary>
/// <param name="Nodes">Nodes that the module computes.</param>
/// <param name="Parameters">Numbers that are trained.</param>
/// <param name="Difference">The largest difference from ONNX Runtime, in units of the largest output.</param>
/// <param name="AfterExport">The same of the file that the module was exported to.</param>
/// <param name="ModuleSeconds">The module's time for a batch in evaluation mode.</param>
/// <param name="RuntimeSeconds">ONNX Runtime's.</param>
/// <param name="Batch">Images in the batch.</param>
/// <param name="OperatorSet">The file's operator set.</param>
sealed record NetworkCheck(int Nodes, long Parameters, double Difference, double AfterExport, double ModuleSeconds, double RuntimeSeconds, long Batch,
    int OperatorSet)
{
    const int Rounds = 5;

    public static NetworkCheck Of(string path, string again)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var network = OnnxImporter.Read(path);
        network.eval();
        using var session = new InferenceSession(path);
        var (input, description) = session.InputMetadata.First();
        long batch = description.Dimensions[0] > 0 ? description.Dimensions[0] : 4;
        var images = (arange(batch * network.InputShape.Aggregate((a, b) => a * b),
            ScalarType.Float32) * 0.73f + 0.2f).sin().reshape([batch, .. network.InputShape]);
        var expected = Run(session, input, images, network.OutputName);
        double difference = Apart(expected, network.forward(images));
        OnnxExporter.Export(network, again,
            new OnnxExportOptions { Inputs = [new OnnxInput("image", network.InputShape)], OutputNames = ["out"], ParityCheck = ParityCheck.Skip });
        using var exported = new InferenceSession(again);
        double afterExport = Apart(expected, Run(exported, "image", images, "out"));
        var (module, runtime) = Times(() => network.forward(images).Dispose(), () => Run(session, input, images, network.OutputName).Dispose());
        return new NetworkCheck(network.NodeCount, network.parameters().Sum(p => p.numel()), difference, afterExport, module, runtime, batch,
            network.OperatorSet);
    }

    // In turns, so that whatever else the machine does meets both.
    static (double First, double Second) Times(Action first, Action second)
    {
        var times = Enumerable.Range(0, Rounds).Select(_ => (Seconds(first), Seconds(second))).ToList();
        return (times.Min(time => time.Item1), times.Min(time => time.Item2));
    }

    static double Seconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    static Tensor Run(InferenceSession session, string input, Tensor images, string output)
    {
        using var value = OrtValue.CreateTensorValueFromMemory(images.data<float>().ToArray(), images.shape);
        using var options = new RunOptions();
        using var results = session.Run(options, [input], [value], [output]);
        return tensor(results[0].GetTensorDataAsSpan<float>().ToArray(), results[0].GetTensorTypeAndShape().Shape);
    }

    /// <summary>The largest difference in units of the largest number.</summary>
    public static double Apart(Tensor expected, Tensor actual) => (expected - actual).abs().max().item<float>() / expected.abs().max().item<float>();
}
