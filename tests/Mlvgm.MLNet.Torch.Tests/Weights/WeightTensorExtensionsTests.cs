using Mlvgm.MLNet.Torch.Weights;
using Mlvgm.MLNet.WeightFiles;
using Mlvgm.Testing.WeightFiles;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Weights;

public sealed class WeightTensorExtensionsTests : IDisposable
{
    readonly Opening _opening = new();

    public static TheoryData<string> Formats => [.. SampleFiles.All.Where(sample => sample.Name != "onnx").Select(sample => sample.Name)];

    public static TheoryData<string> Checkpoints => [.. ParityFolder.FilesOrNone("pth_*.pth")];

    public void Dispose() => _opening.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_tensor_comes_to_the_CPU_bit_for_bit(string format)
    {
        var sample = SampleFiles.All.Single(file => file.Name == format);
        using var contents = _opening.Open(sample.Bytes);
        foreach (var (name, expected) in sample.Tensors)
        {
            using var value = contents[name].ToTensor();
            Assert.True(value.is_contiguous());
            Assert.Equal(expected.Type, value.dtype.ToElementType());
            Assert.Equal(expected.Shape, value.shape);
            Assert.Equal(expected.Bytes, expected.Bytes.Length == 0 ? [] : value.bytes.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Checkpoints))]
    public void Checkpoints_of_PyTorch_come_to_the_CPU_bit_for_bit(string file)
    {
        using var contents = WeightFile.Open(ParityFolder.PathOf(file));
        Assert.NotEmpty(contents.Tensors);
        foreach (var (name, tensor) in contents.Tensors)
        {
            using var value = tensor.ToTensor();
            Assert.Equal(tensor.Shape, value.shape);
            Assert.True(tensor.Elements == 0 || value.bytes.SequenceEqual(tensor.ReadBytes()), name);
        }
    }

    [Fact]
    public void A_tensor_belongs_to_the_scope_of_the_caller()
    {
        using var contents = _opening.Open(SampleFiles.All.Single(file => file.Name == "pth-zip").Bytes);
        Tensor value;
        using (NewDisposeScope()) value = contents["state_dict/whole"].ToTensor();
        Assert.True(value.IsInvalid);
    }
}
