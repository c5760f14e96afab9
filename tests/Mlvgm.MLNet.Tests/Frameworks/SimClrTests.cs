using Mlvgm.MLNet.Frameworks.Contracts;
using Mlvgm.MLNet.Frameworks.SimClr;
using Mlvgm.MLNet.Settings;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Tests.Frameworks;

public class SimClrTests
{
    static readonly SimClrOptions Options = new() { ProjectionWidth = 5, Temperature = 0.3 };

    [Fact]
    public void The_loss_is_the_cross_entropy_of_each_view_against_all_others()
    {
        using var scope = NewDisposeScope();
        var framework = Options.Create(Input(6));
        framework.Heads.to(ScalarType.Float64);
        var (anchors, positives) = Views();
        double[][] features = [.. Project(framework, anchors), .. Project(framework, positives)];
        const int Pairs = 4;
        double expected = 0;
        for (int a = 0; a < 2 * Pairs; a++)
        {
            double[] others = [.. Enumerable.Range(0, 2 * Pairs).Where(b => b != a).Select(b => Math.Exp(Cosine(features[a], features[b]) / 0.3))];
            Assert.Equal(2 * Pairs - 1, others.Length);
            double partner = Math.Exp(Cosine(features[a], features[(a + Pairs) % (2 * Pairs)]) / 0.3);
            expected += -Math.Log(partner / others.Sum()) / (2 * Pairs);
        }
        Assert.Equal(expected, Loss(framework, anchors, positives), 10);
    }

    [Fact]
    public void Both_views_pass_the_encoder_in_one_batch()
    {
        using var scope = NewDisposeScope();
        using var encoder = new CountingEncoder();
        var (anchors, positives) = Views();
        var framework = Options.Create(Input(6));
        framework.Heads.to(ScalarType.Float64);
        var loss = framework.Loss(encoder, anchors, positives);
        Assert.Equal([8], encoder.Batches);
        Assert.Equal([4, 5], loss.Embeddings.shape);
    }

    [Fact]
    public void Swapping_the_views_changes_nothing()
    {
        using var scope = NewDisposeScope();
        var framework = Options.Create(Input(6));
        framework.Heads.to(ScalarType.Float64);
        var (anchors, positives) = Views();
        Assert.Equal(Loss(framework, anchors, positives), Loss(framework, positives, anchors), 12);
    }

    [Fact]
    public void The_gradient_of_the_whole_loss_is_that_of_finite_differences()
    {
        using var scope = NewDisposeScope();
        var framework = Options.Create(Input(6));
        framework.Heads.to(ScalarType.Float64);
        var (anchors, positives) = Views();
        var weight = framework.Heads.get_parameter("projector.0.weight")!;
        using var encoder = new CountingEncoder();
        framework.Loss(encoder, anchors, positives).Loss.backward();
        const double Step = 1e-6;
        foreach (var (row, column) in new[] { (0, 0), (3, 2), (5, 3) })
        {
            double high = LossAt(row, column, Step), low = LossAt(row, column, -Step);
            Assert.Equal((high - low) / (2 * Step), weight.grad![row, column].item<double>(), 7);
        }

        double LossAt(int row, int column, double change)
        {
            using var gradients = no_grad();
            weight[row, column].add_(change);
            double loss = Loss(framework, anchors, positives);
            weight[row, column].sub_(change);
            return loss;
        }
    }

    [Fact]
    public void The_head_keeps_the_features_width_and_ends_at_128_without_batch_normalisation()
    {
        using var heads = new SimClrOptions().Create(Input(40)).Heads;
        Assert.Equal(
            [("projector.0.weight", "40,40"), ("projector.0.bias", "40"), ("projector.2.weight", "128,40"), ("projector.2.bias", "128")],
            heads.named_parameters().Select(entry => (entry.name, string.Join(',', entry.parameter.shape))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_temperature_that_is_not_positive_is_refused(double temperature) =>
        Assert.Contains("Temperature (--temperature)", Assert.Throws<SettingsException>(() => (Options with { Temperature = temperature }).Create(Input(6))).Message);

    static FrameworkInput Input(int features) => new(features, () => nn.Identity(), Seed: 2);

    static double Loss(ISelfSupervisedFramework framework, Tensor anchors, Tensor positives)
    {
        using var encoder = new CountingEncoder();
        return framework.Loss(encoder, anchors, positives).Loss.item<double>();
    }

    static IEnumerable<double[]> Project(ISelfSupervisedFramework framework, Tensor images)
    {
        var projected = ((nn.Module<Tensor, Tensor>)framework.Heads.named_children().Single().module).forward(images.flatten(1)).detach();
        return Enumerable.Range(0, (int)images.shape[0]).Select(row => projected[row].data<double>().ToArray());
    }

    static double Cosine(double[] a, double[] b) => Dot(a, b) / Math.Sqrt(Dot(a, a) * Dot(b, b));

    static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    static (Tensor Anchors, Tensor Positives) Views() => (
        (arange(4 * 6, ScalarType.Float64) * 1.7).sin().reshape(4, 6, 1, 1), (arange(4 * 6, ScalarType.Float64) * 2.3).cos().reshape(4, 6, 1, 1));

    sealed class CountingEncoder() : nn.Module<Tensor, Tensor>(nameof(CountingEncoder))
    {
        public List<long> Batches { get; } = [];

        public override Tensor forward(Tensor images)
        {
            Batches.Add(images.shape[0]);
            return images.flatten(1);
        }
    }
}
