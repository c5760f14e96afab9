using Mlvgm.MLNet.Data;
using Mlvgm.MLNet.Data.Images;
using Mlvgm.MLNet.Evaluation.Labels;
using Mlvgm.MLNet.Evaluation.Probes;
using Mlvgm.MLNet.Experiments.Inputs;
using Mlvgm.MLNet.IO;
using Mlvgm.MLNet.Onnx;
using Mlvgm.MLNet.Torch.Devices;

namespace Mlvgm.MLNet.Experiments.Probes;

/// <summary>Probes encoders, and the raw pixels that they take; what is finished is not computed again.</summary>
/// <param name="protocol">The linear probes.</param>
/// <param name="neighbours">Nearest neighbours, or null.</param>
/// <param name="seed">The seed under which they are, as a probe with all labels is.</param>
/// <param name="images">Training and test images as an encoder sees them.</param>
/// <param name="rawPixels">Whether raw pixels are probed too.</param>
/// <param name="device">Where encoders run.</param>
/// <param name="store">Where finished probes are kept; null for nowhere.</param>
sealed class EncoderProbes(
    ProbeProtocol protocol, NearestNeighbourProbe? neighbours, ulong seed, Func<EncoderCard, ImageSource> images, bool rawPixels, DeviceChoice device, ProbeStore? store)
{
    readonly List<ProbeRun> _runs = [];
    readonly HashSet<string> _pixels = [];
    (ImageDataset Train, ImageDataset Test)? _images;
    ImageResize _resize;

    /// <summary>Probes the encoders in turn.</summary>
    /// <param name="encoders">The encoders.</param>
    /// <param name="cancellation">Stops between two probes.</param>
    /// <returns>The finished probes: all, or those before it was cancelled.</returns>
    /// <exception cref="ArgumentException">An encoder is called as another row is.</exception>
    public IReadOnlyList<ProbeRun> Run(IReadOnlyList<ChosenEncoder> encoders, CancellationToken cancellation)
    {
        string[] rows = [.. encoders.Select(encoder => encoder.Name), .. rawPixels ? encoders.Select(encoder => PixelsOf(encoder.Card)).Distinct() : []];
        NamedText.RequireDistinct("rows", neighbours is null ? rows : [.. rows, .. rows.Select(NeighboursOf)], "Give the encoder another name: NAME=FILE.");
        try
        {
            foreach (var encoder in encoders) Run(encoder, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            IsFinished = false;
        }
        return _runs;
    }

    /// <summary>Whether every encoder was probed.</summary>
    public bool IsFinished { get; private set; } = true;

    void Run(ChosenEncoder encoder, CancellationToken cancellation)
    {
        var (shape, resize) = (encoder.Card.InputShape, encoder.Card.Resize);
        if (_images?.Train.Shape != shape || _resize != resize)
        {
            (_images, _resize) = (images(encoder.Card).ReadBoth(shape), resize);
            string pixels = PixelsOf(encoder.Card);
            // Encoders of the same images may have others between them.
            if (rawPixels && _pixels.Add(pixels)) Run("pixels", pixels, DatasetFeatures.Pixels, cancellation);
        }
        using var network = encoder.Open(device);
        string identity = encoder.Told.IsEmpty ? FileHash.Sha256(encoder.Path) : encoder.Identity.Sha256;
        Run(identity, encoder.Name, set => DatasetFeatures.Encode(set, network, encoder.Card.PixelMaximum, cancellation), cancellation);
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
            if (neighbours is not null) runs.Add(new ProbeRun(NeighboursOf(name), null, seed, neighbours.Evaluate(trainFeatures, testFeatures)));
            return runs;
        }
    }

    static string PixelsOf(EncoderCard card) => $"raw pixels {card.InputShape}{(card.Resize == ImageResize.Fit ? "" : $", {card.Resize}")}";

    static string NeighboursOf(string row) => $"{row}, nearest neighbours";
}
