using Mlvgm.MLNet.OnnxExport.Graph;
using TorchSharp.Modules;

namespace Mlvgm.MLNet.Torch.Backbones;

/// <summary>A block of a residual network: what it computes is added to a shortcut from its input.</summary>
interface IResidualBlock : IOnnxExportable
{
    /// <summary>The normalisation whose gain may start at 0, so that the block starts as its shortcut.</summary>
    BatchNorm2d LastNormalization { get; }
}
