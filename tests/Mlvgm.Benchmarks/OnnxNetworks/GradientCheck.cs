using Mlvgm.MLNet.OnnxImport;
using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.WeightFiles;
using static TorchSharp.torch;

namespace Mlvgm.Benchmarks.OnnxNetworks;

/// <summary>A network in training mode against PyTorch: features, statistics, and the gradients of sum(features * direction).</summary>
/// <param name="Features">The largest difference in units of the largest number.</param>
/// <param name="Gradients">The same of the weight whose gradient differs most.</param>
/// <param name="Weight">Its name.</param>
/// <param name="Statistics">The same of running means and variances.</param>
/// <param name="Weights">How many gradients there are.</param>
sealed record GradientCheck(double Features, double Gradients, string Weight, double Statistics, int Weights)
{
    public static GradientCheck Of(string path, string reference)
    {
        using var scope = NewDisposeScope();
        using var network = OnnxImporter.ReadFeatures(path);
        using var file = WeightFile.Open(reference);
        Tensor Expected(string name) => file.Tensors[name].ToTensor();
        var features = network.forward(Expected("image"));
        (features * Expected("direction")).sum().backward();
        var (weight, gradients) = network.named_parameters()
            .Select(pair => (pair.name, NetworkCheck.Apart(Expected($"gradient.{pair.name}"), pair.parameter.grad!))).MaxBy(pair => pair.Item2);
        double statistics = network.named_buffers().Max(pair => NetworkCheck.Apart(Expected($"statistic.{pair.name}"), pair.buffer));
        return new GradientCheck(NetworkCheck.Apart(Expected("features"), features.detach()), gradients, weight, statistics, network.parameters().Count());
    }
}
