using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.Generators;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Experiments.Probes;

/// <summary>Probes encoders, and the raw pixels that they take; what is finished is not computed again.</summary>
/// <param name="protocol">The linear probes.</param>
/// <param name="neighbours">Nearest neighbours, or null.</param>
/// <param name="read">Reads training and test images, brought to a shape.</param>
/// <param name="device">Where encoders run.</param>
/// <param name="store">Where finished probes are kept; null for nowhere.</param>
sealed class EncoderProbes(
    ProbeProtocol protocol, NearestNeighbourProbe? neighbours, Func<ImageShape, (ImageDataset Train, ImageDataset Test)> read, DeviceChoice device, ProbeStore? store)
{
    readonly List<ProbeRun> _runs = [];
    (ImageDataset Train, ImageDataset Test)? _images;

    /// <summary>Probes the encoders in turn.</summary>
    /// <param name="names">The encoders' names or files.</param>
    /// <param name="cancellation">Stops between two probes.</param>
    /// <returns>The finished probes: all, or those before it was cancelled.</returns>
    public IReadOnlyList<ProbeRun> Run(IReadOnlyList<string> names, CancellationToken cancellation)
    {
        // Every card is read first: an encoder that is none is said before anything is computed.
        (string Name, string Path, EncoderCard Card)[] encoders =
        [
            .. from name in names
               let path = NamedEncoder.PathOf(name)
               select (name, path, EncoderCard.Read(path)),
        ];
        try
        {
            foreach (var (name, path, card) in encoders) Run(name, path, card, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            IsFinished = false;
        }
        return _runs;
    }

    /// <summary>Whether every encoder was probed.</summary>
    public bool IsFinished { get; private set; } = true;

    void Run(string name, string path, EncoderCard card, CancellationToken cancellation)
    {
        var shape = card.InputShape;
        if (_images?.Train.Shape != shape)
        {
            _images = read(shape);
            Run("pixels", $"raw pixels {shape}", DatasetFeatures.Pixels, cancellation);
        }
        using var encoder = new EncoderFile(path, device);
        Run(FileHash.Sha256(path), name, set => DatasetFeatures.Encode(set, encoder.Network, card.PixelMaximum, cancellation), cancellation);
    }

    void Run(string identity, string name, Func<ImageDataset, LabelledFeatures> features, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var (train, test) = _images!.Value;
        _runs.AddRange(store is null ? Probe() : store.FindOrAdd(identity, name, train, test, Probe));

        IReadOnlyList<ProbeRun> Probe()
        {
            var (trainFeatures, testFeatures) = (features(train), features(test));
            List<ProbeRun> runs = [.. protocol.Run(name, trainFeatures, testFeatures, cancellation)];
            if (neighbours is not null) runs.Add(new ProbeRun($"{name}, nearest neighbours", null, 0, neighbours.Evaluate(trainFeatures, testFeatures)));
            return runs;
        }
    }
}
