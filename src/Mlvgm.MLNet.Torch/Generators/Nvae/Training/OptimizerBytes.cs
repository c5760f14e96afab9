using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.Nvae.Training;

/// <summary>An optimiser's state as a tensor of bytes, for checkpoints.</summary>
static class OptimizerBytes
{
    /// <summary>TorchSharp's own form of the state.</summary>
    public static Tensor Pack(OptimizerHelper optimizer)
    {
        using var buffer = new MemoryStream();
        using (var writer = new BinaryWriter(buffer)) optimizer.save_state_dict(writer);
        return tensor(buffer.ToArray());
    }

    /// <summary>Restores what <see cref="Pack"/> gave.</summary>
    public static void Unpack(OptimizerHelper optimizer, Tensor packed)
    {
        using var reader = new BinaryReader(new MemoryStream(packed.bytes.ToArray()));
        optimizer.load_state_dict(reader);
    }
}
