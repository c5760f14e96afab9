using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Tests.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Frameworks;

/// <summary>A framework in double precision over images of six pixels, which are their own features.</summary>
sealed class FrameworkSetup
{
    public const int Features = 6;

    public FrameworkSetup(FrameworkOptions options)
    {
        Framework = options.Create(Input(Features));
        Framework.Heads.to(ScalarType.Float64);
    }

    public ISelfSupervisedFramework Framework { get; }

    public nn.Module<Tensor, Tensor> Encoder { get; } = nn.Flatten();

    public Tensor Anchors { get; } = (arange(5 * Features, ScalarType.Float64) * 1.7).sin().reshape(5, Features, 1, 1);

    public Tensor Positives { get; } = (arange(5 * Features, ScalarType.Float64) * 2.3).cos().reshape(5, Features, 1, 1);

    public static FrameworkInput Input(int features) => new(features, () => nn.Flatten(), Seed: 2);

    /// <summary>The shapes of the heads for that many features.</summary>
    public static Dictionary<string, string> Shapes(FrameworkOptions options, int features)
    {
        using var heads = options.Create(Input(features)).Heads;
        return heads.named_parameters().ToDictionary(entry => entry.name, entry => string.Join(',', entry.parameter.shape));
    }

    public double Loss(bool swapped = false) =>
        (swapped ? Framework.Loss(Encoder, Positives, Anchors) : Framework.Loss(Encoder, Anchors, Positives)).Loss.item<double>();

    /// <summary>A part of the heads by its name.</summary>
    public nn.Module<Tensor, Tensor> Part(string name) =>
        (nn.Module<Tensor, Tensor>)Framework.Heads.named_modules().Single(entry => entry.name == name).module;

    /// <summary>What a chain of parts makes of images.</summary>
    public double[][] Pass(Tensor images, params string[] parts)
    {
        using var gradients = no_grad();
        return PlainLoss.Rows(parts.Aggregate(images.flatten(1), (values, part) => Part(part).forward(values)));
    }

    /// <summary>Asserts that the gradients of the whole loss with respect to some weights of the heads are those of finite differences.</summary>
    public void AssertGradients(params IEnumerable<string> names)
    {
        Framework.Loss(Encoder, Anchors, Positives).Loss.backward();
        foreach (string name in names)
        {
            var weight = Framework.Heads.get_parameter(name)!;
            double[][] gradient = PlainLoss.Rows(weight.grad!);
            Assert.Contains(gradient.SelectMany(row => row), value => Math.Abs(value) > 1e-4);
            foreach (var (row, column) in new[] { (0, 0), (3, 2), ((int)weight.shape[0] - 1, (int)weight.shape[1] - 1) })
            {
                const double Step = 1e-5;
                double high = LossAt(weight, row, column, Step), low = LossAt(weight, row, column, -Step);
                Assert.Equal((high - low) / (2 * Step), gradient[row][column], 5);
            }
        }
    }

    double LossAt(Tensor weight, int row, int column, double change)
    {
        using var gradients = no_grad();
        weight[row, column].add_(change);
        double loss = Loss();
        weight[row, column].sub_(change);
        return loss;
    }
}
