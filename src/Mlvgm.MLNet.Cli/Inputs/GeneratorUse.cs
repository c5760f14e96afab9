using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Settings;
using Mlvgm.MLNet.Torch.Generators.Abstractions;
using Mlvgm.MLNet.Torch.Generators.MicroBatching;

namespace Mlvgm.MLNet.Cli.Inputs;

/// <summary>How a generator is used that makes images for a training.</summary>
sealed record GeneratorUse : ISettings
{
    /// <summary>Images at a time; null for all of a batch.</summary>
    [Setting("Images that the generator makes at a time, to save memory; all of a batch when none.", Minimum = 1, IsFree = true)]
    public int? GeneratorBatch { get; init; }

    /// <summary>Whether the code of a generator that is a TorchScript may run.</summary>
    [Setting(NamedGenerator.TrustCodeText, IsFree = true)]
    public bool TrustCode { get; init; }

    /// <summary>The generator itself, or one that decodes in pieces; what is returned does not own it.</summary>
    public TorchGenerator InPieces(TorchGenerator generator) => GeneratorBatch is { } size ? new MicroBatchedGenerator(generator, size) : generator;
}
