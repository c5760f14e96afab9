using Mlvgm.MLNet.OnnxImport.Layouts;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.OnnxImport.Tests.Layouts;

public class StridedPointwiseTests
{
    [Theory]
    [InlineData(1, 8)]
    [InlineData(2, 8)]
    [InlineData(2, 7)]
    [InlineData(3, 8)]
    public void Images_and_gradients_are_those_of_the_strided_convolution(int stride, int side)
    {
        using var scope = NewDisposeScope();
        // Doubles do not go through oneDNN, whose strided kernel is what the class avoids.
        var input = Wave([2, 3, side, side], 0.7);
        var weight = Wave([4, 3, 1, 1], 1.3);
        var bias = Wave([4], 0.3);
        var expected = nn.functional.conv2d(input, weight, bias, strides: [stride, stride]);
        var actual = StridedPointwise.Apply(input, weight, bias, stride);
        Assert.Equal(expected.shape, actual.shape);
        Assert.True((expected - actual).abs().max().item<double>() < 1e-12);
        var direction = Wave(expected.shape, 2.1).detach();
        foreach (var (first, second) in Gradient(expected).Zip(Gradient(actual)))
            Assert.True((first - second).abs().max().item<double>() < 1e-12);

        Tensor[] Gradient(Tensor output) =>
            [.. autograd.grad([(output * direction).sum()], [input, weight, bias], retain_graph: true)];
    }

    static Tensor Wave(long[] shape, double step) =>
        (arange(shape.Aggregate((a, b) => a * b), ScalarType.Float64) * step).sin().reshape(shape).requires_grad_();
}
