using CsCheck;
using Mlvgm.MLNet.Torch.Layouts;
using TorchSharp;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Layouts;

public class AlignedTensorTests
{
    [Fact]
    public void Numbers_of_the_host_are_those_of_the_tensor() => Gen.Long[0, 5].Array[1, 4].Sample(shape =>
    {
        float[] values = [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (product, side) => product * side)).Select(i => i * 0.5f)];
        using var made = AlignedTensor.Of(values, shape, CPU);
        Assert.Equal((ScalarType.Float32, string.Join(',', shape)), (made.dtype, string.Join(',', made.shape)));
        if (values.Length == 0) return;
        float first = values[0];
        Assert.Equal(values, made.data<float>().ToArray());
        values[0] = 99;
        Assert.Equal(first, made.data<float>().First());
    }, iter: 100, threads: 1);
}
