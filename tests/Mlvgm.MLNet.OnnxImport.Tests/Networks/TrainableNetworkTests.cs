using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Tests.Networks;

/// <summary>A network that was read trains as the module that it was exported from.</summary>
public sealed class TrainableNetworkTests : IDisposable
{
    readonly ResidualNetworkFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public void Parameters_and_statistics_have_the_names_and_values_of_the_module()
    {
        using var network = OnnxImporter.Read(_file.Path);
        var expected = _file.Original.Network.state_dict().Where(pair => !pair.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal)).ToDictionary();
        var actual = network.state_dict();
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, pair => Assert.Equal(0, OnnxRun.Difference(pair.Value, actual[pair.Key])));
        Assert.Equal(
            _file.Original.Network.named_parameters().Select(pair => pair.name).Order(StringComparer.Ordinal),
            network.named_parameters().Select(pair => pair.name).Order(StringComparer.Ordinal));
        Assert.All(network.parameters(), parameter => Assert.True(parameter.requires_grad));
    }

    [Fact]
    public void In_training_mode_outputs_gradients_and_statistics_are_those_of_the_module()
    {
        using var scope = NewDisposeScope();
        using var network = OnnxImporter.Read(_file.Path);
        Assert.True(network.training);
        var images = OnnxRun.Waves(5, 3, ResidualNetworkFile.Side, ResidualNetworkFile.Side);
        var direction = OnnxRun.Waves(5, _file.Original.FeatureWidth) + 0.3;
        Tensor[] outputs = [.. new nn.Module<Tensor, Tensor>[] { _file.Original.Network, network }.Select(module => module.forward(images))];
        Assert.InRange(OnnxRun.Difference(outputs[0], outputs[1]), 0, 1e-5);
        foreach (var output in outputs) (output * direction).sum().backward();
        var actual = network.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        Assert.All(_file.Original.Network.named_parameters(), pair =>
            Assert.InRange(OnnxRun.Difference(pair.parameter.grad!, actual[pair.name].grad!), 0, 1e-4));
        var statistics = network.state_dict();
        Assert.All(_file.Original.Network.named_buffers().Where(pair => pair.name.Contains("running", StringComparison.Ordinal)), pair =>
            Assert.InRange(OnnxRun.Difference(pair.buffer, statistics[pair.name]), 0, 1e-5));
    }

    [Fact]
    public void A_copy_computes_the_same_and_goes_its_own_way()
    {
        using var scope = NewDisposeScope();
        using var network = OnnxImporter.Read(_file.Path);
        var images = OnnxRun.Waves(2, 3, ResidualNetworkFile.Side, ResidualNetworkFile.Side);
        network.eval();
        using (no_grad()) network.parameters().First().mul_(2);
        using var copy = network.Copy();
        Assert.False(copy.training);
        var before = network.forward(images);
        Assert.Equal(0, OnnxRun.Difference(before, copy.forward(images)));
        using (no_grad()) copy.parameters().First().zero_();
        Assert.Equal(0, OnnxRun.Difference(before, network.forward(images)));
        copy.load_state_dict(network.state_dict());
        Assert.Equal(0, OnnxRun.Difference(before, copy.forward(images)));
    }

    [Fact]
    public void Rounded_convolutions_learn_about_the_same_in_float32_and_change_nothing_in_evaluation_mode()
    {
        using var scope = NewDisposeScope();
        using var network = OnnxImporter.Read(_file.Path);
        using var rounded = network.Copy();
        rounded.RoundsConvolutions = true;
        var images = OnnxRun.Waves(8, 3, ResidualNetworkFile.Side, ResidualNetworkFile.Side);
        var (expected, actual) = (network.forward(images), rounded.forward(images));
        Assert.Equal(ScalarType.Float32, actual.dtype);
        Assert.InRange(OnnxRun.Difference(expected, actual), 1e-6, 0.1);
        foreach (var output in new[] { expected, actual }) output.square().sum().backward();
        foreach (var (first, second) in network.parameters().Zip(rounded.parameters()))
        {
            Assert.Equal((ScalarType.Float32, ScalarType.Float32), (second.dtype, second.grad!.dtype));
            if (first.dim() == 4) Assert.InRange(nn.functional.cosine_similarity(first.grad!.reshape(1, -1), second.grad!.reshape(1, -1), 1).item<float>(), 0.9, 1.001);
        }
        rounded.load_state_dict(network.state_dict());
        foreach (var module in new[] { network, rounded }) module.eval();
        Assert.Equal(0, OnnxRun.Difference(network.forward(images), rounded.forward(images)));
    }

    [Fact]
    public void Steps_leave_no_tensor_behind()
    {
        using var network = OnnxImporter.Read(_file.Path);
        Step();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (int i = 0; i < 3; i++) Step();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Step()
        {
            using var scope = NewDisposeScope();
            network.forward(OnnxRun.Waves(2, 3, ResidualNetworkFile.Side, ResidualNetworkFile.Side)).sum().backward();
            network.zero_grad();
        }
    }

    [Fact]
    public void Reading_leaves_no_tensor_but_the_networks_own()
    {
        OnnxImporter.Read(_file.Path).Dispose();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        OnnxImporter.Read(_file.Path).Dispose();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
