using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.Frameworks.Parts;

/// <summary>The heads of a framework that has a projector alone.</summary>
sealed class ProjectorHeads : Module
{
#pragma warning disable IDE1006 // RegisterComponents names parameters after the fields.
    readonly Sequential projector;
#pragma warning restore IDE1006

    /// <param name="projector">The projector.</param>
    /// <param name="seed">The seed of its weights.</param>
    /// <param name="prefix">Tells its weights from those of other frameworks at one seed.</param>
    public ProjectorHeads(Sequential projector, ulong seed, string prefix) : base(nameof(ProjectorHeads))
    {
        this.projector = projector;
        RegisterComponents();
        HeadLayers.Initialize(this, seed, prefix);
    }

    public Sequential Projector => projector;
}
