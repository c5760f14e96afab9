using Mlvgm.MLNet.Torch.Weights;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.BigBiGan.Layers;

/// <summary>A part of a frozen network: constants, which move between devices with it, and parts under their names.</summary>
/// <remarks>Constants are looked up by name: moving a module to another device replaces them.</remarks>
abstract class FrozenModule(string name) : ModuleFolder(name)
{
    /// <summary>Keeps a constant.</summary>
    protected void Keep(string name, Tensor value) => register_buffer(name, value.DetachFromDisposeScope());

    /// <summary>The constant called <paramref name="name"/>.</summary>
    protected Tensor Kept(string name) => get_buffer(name)!;
}
