using Mlvgm.MLNet.Torch.Devices;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Tests.Devices;

public class TensorFloat32Tests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_switch_reaches_matrix_products_and_convolutions(bool allowed)
    {
        TensorFloat32.IsAllowed = allowed;
        Assert.Equal((allowed, allowed, allowed), (TensorFloat32.IsAllowed, backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32));
    }
}
