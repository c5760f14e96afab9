using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Devices;

/// <summary>
/// TF32 of NVIDIA's GPUs: matrix products and convolutions of float32 whose factors are rounded to 10 bits of mantissa, several times as fast.
/// </summary>
static class TensorFloat32
{
    /// <summary>Switches it on or off for the whole process; without effect on a CPU.</summary>
    public static bool IsAllowed
    {
        get => backends.cuda.matmul.allow_tf32 && backends.cudnn.allow_tf32;
        set => backends.cuda.matmul.allow_tf32 = backends.cudnn.allow_tf32 = value;
    }
}
