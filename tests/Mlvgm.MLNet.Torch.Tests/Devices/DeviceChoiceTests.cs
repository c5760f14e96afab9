using Mlvgm.MLNet.Torch.Devices;
using TorchSharp;

namespace Mlvgm.MLNet.Torch.Tests.Devices;

public class DeviceChoiceTests
{
    [Fact]
    public void Auto_is_the_cpu_where_there_is_no_cuda_device()
    {
        Assert.SkipWhen(torch.cuda.is_available(), "This machine has a CUDA device.");
        var choice = DeviceChoice.Parse("auto");
        Assert.Equal(DeviceType.CPU, choice.Device.type);
        Assert.Equal("auto chose cpu: libtorch sees no CUDA device.", choice.Explanation);
    }

    [Fact]
    public void Auto_is_the_first_cuda_device_where_there_is_one()
    {
        Assert.Equal(("cuda:0", "auto chose cuda:0, the first of 2 CUDA device(s)."), DeviceChoice.Resolve("auto", cudaDevices: 2));
    }

    [Theory]
    [InlineData("cuda", "cuda:0")]
    [InlineData("CUDA:1", "cuda:1")]
    public void A_cuda_device_is_chosen_by_its_number(string text, string name) =>
        Assert.Equal(name, DeviceChoice.Resolve(text, cudaDevices: 2).Name);

    [Fact]
    public void An_absent_cuda_device_is_an_error_that_says_how_many_there_are()
    {
        var error = Assert.Throws<InvalidOperationException>(() => DeviceChoice.Resolve("cuda:2", cudaDevices: 1));
        Assert.Contains("'cuda:2' is absent: libtorch sees 1 CUDA device", error.Message);
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:0x1")]
    public void Another_word_is_an_error_that_lists_the_choices(string text)
    {
        var error = Assert.Throws<ArgumentException>(() => DeviceChoice.Parse(text));
        Assert.Contains("Use auto, cpu or cuda:N", error.Message);
    }
}
